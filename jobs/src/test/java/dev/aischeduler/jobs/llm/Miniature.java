package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Json;
import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shipped language model and what its golden file expects of it. */
public final class Miniature {
  static final Path MODELS =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");
  public static final Path PATH = MODELS.resolve("llm-mini");
  static final ModelFolder FOLDER = new ModelFolder("llm-mini", "qwen2.5", PATH, true);

  static final Devices DEVICES = Devices.unshared(List.of(DeviceSpec.cpu()));
  public static final Device DEVICE = DEVICES.all().get(0);

  private Miniature() {}

  /** A question, its prompt, and the greedy answer of the shipped weights. */
  public record Golden(
      String question,
      String prompt,
      List<Long> inputIds,
      List<Long> greedyIds,
      String text,
      List<Float> firstLogits) {
    @Override
    public String toString() {
      return question;
    }
  }

  /** All questions of the golden file. */
  public static List<Golden> golden() throws IOException {
    List<Golden> all = new ArrayList<>();
    JsonNode file = Json.mapper().readTree(PATH.resolve("golden.json").toFile());
    for (JsonNode c : file.get("cases")) {
      String prompt = c.get("prompt").asText();
      String question =
          prompt.substring(
              prompt.indexOf("user\n") + 5, prompt.indexOf("<|im_end|>\n<|im_start|>assistant"));
      JsonNode expected = c.get("default");
      all.add(
          new Golden(
              question,
              prompt,
              list(c.get("input_ids"), JsonNode::asLong),
              list(expected.get("greedy_ids"), JsonNode::asLong),
              expected.get("text").asText(),
              list(expected.get("first_logits"), id -> (float) id.asDouble())));
    }
    return all;
  }

  /** A tiny export of another kind: GroupQueryAttention, half precision, no position ids. */
  public static Path groupQuery() {
    try {
      return Path.of(Objects.requireNonNull(Miniature.class.getResource("gqa-tiny")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> value) {
    return StreamSupport.stream(array.spliterator(), false).map(value).toList();
  }

  /** The ids as the model takes them. */
  public static long[] array(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  static Settings settings(String engine, boolean prewarm, Path installed) {
    Settings.Lane lane = new Settings.Lane(5, 2, 0, 100, 3, 600, 1, 60, 0, 0);
    return new Settings(
        new Settings.Server("127.0.0.1", 0, 2, 30, 5, 1 << 20, 1 << 26),
        new Settings.Resources(
            new Settings.GpuAllocation(70, 30),
            4,
            true,
            0,
            0,
            "cpu",
            "",
            0,
            new Settings.LaneMemoryMb(0, 0, 0)),
        new Settings.Engines(engine, "coqui", "sd1.5-turbo", false),
        new Settings.Logging("INFO", ""),
        new Settings.Database("jdbc:h2:mem:test", "sa", "", 2),
        new Settings.Artifacts("artifacts", "file", 7),
        new Settings.Models(installed.toString(), prewarm, 0),
        new Settings.Node("test", List.of("gpu", "cpu")),
        new Settings.Priority(60),
        new Settings.Lanes(
            new Settings.LlmLane(lane, 8, 8192), lane, new Settings.ImageLane(lane, 0)),
        new Settings.Limits(2000, 4096, 2000, 60, 1024, 4, 50, 1L << 30),
        new Settings.Retention(7),
        new Settings.Security(""),
        new Settings.Hub("https://huggingface.co", ""));
  }

  static ModelCatalogue catalogue(Path installed, boolean requireInstalled) {
    return new ModelCatalogue(installed, MODELS, requireInstalled);
  }

  static LlmRequest ask(String prompt) {
    return new LlmRequest(prompt, null, null, null, null, null, null, null, null, null, null);
  }

  /** Copies the miniature into a folder of its own, as an installed model. */
  static Path install(Path installed, String name) throws IOException {
    Path target = installed.resolve(name);
    try (Stream<Path> files = Files.walk(PATH)) {
      files.forEach(
          from -> {
            try {
              Files.createDirectories(target);
              Path to = target.resolve(PATH.relativize(from).toString());
              if (Files.isDirectory(from)) {
                Files.createDirectories(to);
              } else {
                Files.copy(from, to);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return target;
  }
}
