package dev.aischeduler.web.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows lanes, divides the device between them, pauses and resumes them. */
@Command(
    name = "lanes",
    description = "List the lanes: running and waiting jobs, shares of the device.",
    subcommands = {LanesCommand.Weights.class, LanesCommand.Pause.class, LanesCommand.Resume.class})
public final class LanesCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/lanes";
  private static final Columns COLUMNS =
      new Columns(
          List.of("LANE", "LABEL", "SHARE", "RUNNING", "SLOTS", "QUEUED", "SCHEDULED", "STATE"),
          LanesCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return print(remote, remote.client().get(PATH));
  }

  private static int print(RemoteOptions remote, JsonNode answer) {
    return answer.has("lanes")
        ? remote.printAll(answer, "lanes", COLUMNS)
        : remote.print(answer, COLUMNS);
  }

  private static List<String> cells(JsonNode lane) {
    return List.of(
        Columns.text(lane, "lane"),
        Columns.text(lane, "resource"),
        lane.path("weight").asInt() + " %",
        Columns.text(lane, "running"),
        Columns.text(lane, "slots"),
        Columns.text(lane, "queued"),
        Columns.text(lane, "scheduled"),
        lane.path("paused").asBoolean() ? "paused" : "active");
  }

  private static int change(RemoteOptions remote, String lane, String action) {
    String path = PATH + "/" + URLEncoder.encode(lane, StandardCharsets.UTF_8) + "/" + action;
    return print(remote, remote.client().post(path, null, Map.of()));
  }

  /** Divides the device. */
  @Command(
      name = "weights",
      description = {
        "Divide the device's time between the lanes that share it, on every node, at once.",
        "For example: lanes weights llm=60 image=40"
      })
  static final class Weights implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(
        arity = "0..*",
        paramLabel = "LANE=PERCENT",
        description = "Share of a lane, 1 to 99; all add up to 100.")
    private Map<String, Integer> weights = new LinkedHashMap<>();

    @Option(names = "--llm", paramLabel = "PERCENT", description = "The same as llm=PERCENT.")
    private @Nullable Integer llm;

    @Option(names = "--image", paramLabel = "PERCENT", description = "The same as image=PERCENT.")
    private @Nullable Integer image;

    @Override
    public Integer call() {
      Map<String, Integer> body = new LinkedHashMap<>(weights);
      if (llm != null) {
        body.put("llm", llm);
      }
      if (image != null) {
        body.put("image", image);
      }
      return print(remote, remote.client().put(PATH + "/weights", body));
    }
  }

  /** Pauses a lane. */
  @Command(name = "pause", description = "Start no more jobs of a lane; running ones continue.")
  static final class Pause implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "LANE", description = "Name of the lane.")
    private String lane = "";

    @Override
    public Integer call() {
      return change(remote, lane, "pause");
    }
  }

  /** Resumes a lane. */
  @Command(name = "resume", description = "Start jobs of a lane again.")
  static final class Resume implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "LANE", description = "Name of the lane.")
    private String lane = "";

    @Override
    public Integer call() {
      return change(remote, lane, "resume");
    }
  }
}
