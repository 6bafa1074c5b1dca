package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    description = "Show the lanes: how full they are, and their shares of the device.",
    subcommands = {LanesCommand.Weights.class, LanesCommand.Pause.class, LanesCommand.Resume.class})
final class LanesCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/lanes";
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return print(remote, remote.client().get(PATH));
  }

  private static int print(RemoteOptions remote, JsonNode answer) {
    return answer.has("lanes")
        ? remote.printAll(answer, "lanes", LanesCommand::line)
        : remote.print(answer, LanesCommand::line);
  }

  /** For example {@code llm gpu 70 % 2 of 8 running, 5 queued, 0 later, paused}. */
  private static String line(JsonNode lane) {
    return String.format(
        Locale.ROOT,
        "%-6s %s %3d %%  %d of %d running, %d queued, %d later%s",
        lane.path("lane").asText(),
        lane.path("resource").asText(),
        lane.path("weight").asInt(),
        lane.path("running").asInt(),
        lane.path("slots").asInt(),
        lane.path("queued").asInt(),
        lane.path("scheduled").asInt(),
        lane.path("paused").asBoolean() ? ", paused" : "");
  }

  private static int steer(RemoteOptions remote, String lane, String action) {
    String path = PATH + "/" + URLEncoder.encode(lane, StandardCharsets.UTF_8) + "/" + action;
    return print(remote, remote.client().post(path, null, Map.of()));
  }

  /** Divides the device. */
  @Command(
      name = "weights",
      description = {
        "Divide the device between the lanes that share it, on every node, from now on.",
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
  @Command(name = "pause", description = "Start no more tasks of a lane; running ones go on.")
  static final class Pause implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "LANE", description = "A lane, as 'lanes' shows it.")
    private String lane = "";

    @Override
    public Integer call() {
      return steer(remote, lane, "pause");
    }
  }

  /** Resumes a lane. */
  @Command(name = "resume", description = "Start tasks of a lane again.")
  static final class Resume implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "LANE", description = "A lane, as 'lanes' shows it.")
    private String lane = "";

    @Override
    public Integer call() {
      return steer(remote, lane, "resume");
    }
  }
}
