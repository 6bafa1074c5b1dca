package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.client.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the schedules of the server those of a folder of YAML files. */
@Command(
    name = "apply",
    description = {
      "Make or change schedules as the YAML files of a folder say.",
      "What is equal already is left alone, so it can be repeated at will."
    })
final class ScheduleApplyCommand implements Callable<Integer> {
  private static final int PAGE = 500;
  private static final int CLIENT_ERROR = 400;
  private static final int NOT_AUTHORISED = 401;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "DIR", description = "Folder with .yaml and .yml files.")
  private Path folder = Path.of(".");

  @Option(
      names = "--prune",
      description = "Remove schedules that came from files of this folder and are gone from it.")
  private boolean prune;

  private int refused;

  @Override
  public Integer call() throws IOException {
    Map<String, YamlDocument> wanted = read();
    wanted.forEach(this::apply);
    if (refused > 0) {
      remote
          .err()
          .println(
              refused + " of " + wanted.size() + " schedules were refused; nothing is removed");
      remote.err().flush();
      return ExitCodes.REFUSED;
    }
    if (prune) {
      prune(wanted);
    }
    return ExitCodes.OK;
  }

  /** By name, in the order of the files; all are read before the first is sent. */
  private Map<String, YamlDocument> read() throws IOException {
    Map<String, YamlDocument> wanted = new LinkedHashMap<>();
    for (Path file : files()) {
      for (YamlDocument document : YamlReader.read(file)) {
        String name = document.content().path("name").asText("");
        if (!(document.content() instanceof ObjectNode) || name.isEmpty()) {
          throw new BadValueException(
              document.at("name") + ": must be a schedule with a name, when and target");
        }
        YamlDocument other = wanted.put(name, document);
        if (other != null) {
          throw new BadValueException(
              document.at("name") + ": '" + name + "' stands at " + other.at("name") + " too");
        }
      }
    }
    return wanted;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    }
  }

  /** What every source of this folder begins with. */
  private String prefix() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return (name == null ? "" : name.toString()) + "/";
  }

  private void apply(String name, YamlDocument document) {
    ObjectNode body = ((ObjectNode) document.content()).deepCopy();
    body.put("source", prefix() + Path.of(document.file()).getFileName());
    try {
      JsonNode answer = remote.client().put(SchedulePaths.of(name), body);
      tell(answer.path("change").asText() + " " + name, answer);
    } catch (RefusedException e) {
      if (e.status() < CLIENT_ERROR || e.status() == NOT_AUTHORISED || e.status() >= 500) {
        throw e;
      }
      refused++;
      String field = e.problem().path("field").asText("");
      remote.err().println(document.at(field) + ": " + e.getMessage());
      remote.err().flush();
    }
  }

  private void prune(Map<String, YamlDocument> wanted) {
    List<String> gone = new ArrayList<>();
    String after = null;
    do {
      JsonNode page = remote.client().get(pagePath(after));
      page.path("schedules")
          .forEach(
              schedule -> {
                String name = schedule.path("name").asText();
                if (schedule.path("source").asText("").startsWith(prefix())
                    && !wanted.containsKey(name)) {
                  gone.add(name);
                }
              });
      after = page.path("next").isTextual() ? page.path("next").textValue() : null;
    } while (after != null);
    for (String name : gone) {
      tell("removed " + name, remote.client().delete(SchedulePaths.of(name)));
    }
  }

  private static String pagePath(@Nullable String after) {
    String path = SchedulePaths.ALL + "?limit=" + PAGE;
    return after == null ? path : path + "&after=" + SchedulePaths.encoded(after);
  }

  private void tell(String line, JsonNode answer) {
    remote.out().println(remote.json() ? answer.toString() : line);
    remote.out().flush();
  }
}
