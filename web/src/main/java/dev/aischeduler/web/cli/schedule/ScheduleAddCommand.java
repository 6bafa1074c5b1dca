package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a schedule. */
@Command(name = "add", description = "Make a schedule.")
final class ScheduleAddCommand implements Callable<Integer> {
  /** Of a manifest; the server's own limit is lower, in characters. */
  private static final long MAX_BYTES = 2_000_000;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the schedule.")
  private String name = "";

  @Option(
      names = "--when",
      required = true,
      paramLabel = "WHEN",
      description = "Cron expression of 5 fields, or 6 or 7 as Quartz has them, or 'every 15m'.")
  private String when = "";

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /** What it starts: one of the three. */
  static final class Target {
    @Option(
        names = "--job",
        paramLabel = "JSON",
        description = "Job to start, for example '{\"type\":\"llm\",\"prompt\":\"Hello\"}'.")
    private @Nullable String job;

    @Option(
        names = "--target",
        paramLabel = "JSON",
        description = "Anything to start, for example '{\"job\":{...}}'.")
    private @Nullable String any;

    @Option(
        names = "--manifest",
        paramLabel = "FILE",
        description = "Bulk run of a manifest (CSV or JSON lines), which the schedule keeps.")
    private @Nullable Path manifest;
  }

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "With --manifest: task type of rows that name none.")
  private @Nullable String type;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Time zone such as Europe/Berlin (default: UTC).")
  private @Nullable String timeZone;

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      description = "While an earlier start runs: skip (default), buffer_one, allow, cancel_other.")
  private @Nullable String overlap;

  @Option(
      names = "--misfire",
      paramLabel = "POLICY",
      description = "For missed fire times: skip, once (default), all.")
  private @Nullable String misfire;

  @Option(
      names = "--catch-up-window-s",
      paramLabel = "SECONDS",
      description = "How late a missed fire time is still started (default: 3600).")
  private @Nullable Integer catchUpWindowS;

  @Option(
      names = "--jitter-s",
      paramLabel = "SECONDS",
      description = "Longest random delay of a fire time (default: 0).")
  private @Nullable Integer jitterS;

  @Option(names = "--start", paramLabel = "TIME", description = "No fire time before this one.")
  private @Nullable String start;

  @Option(names = "--end", paramLabel = "TIME", description = "No fire time after this one.")
  private @Nullable String end;

  @Option(
      names = "--pause-on-failure",
      description = "Pause the schedule when what it started failed.")
  private boolean pauseOnFailure;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("name", name).put("when", when).put("time_zone", timeZone);
    body.put("overlap", overlap).put("misfire", misfire);
    body.put("catch_up_window_s", catchUpWindowS).put("jitter_s", jitterS);
    body.put("start", start).put("end", end).put("pause_on_failure", pauseOnFailure);
    if (type != null && target.manifest == null) {
      throw new BadValueException("--type goes with --manifest");
    }
    if (target.manifest != null) {
      ObjectNode bulk = body.putObject("target").putObject("bulk");
      bulk.put("manifest", text(target.manifest)).put("type", type);
    } else if (target.job != null) {
      body.putObject("target").set("job", object("--job", target.job));
    } else {
      body.set("target", object("--target", String.valueOf(target.any)));
    }
    return remote.print(
        remote.client().post(SchedulePaths.ALL, body, Map.of()), SchedulePaths.SCHEDULES);
  }

  private static String text(Path manifest) {
    try {
      if (Files.size(manifest) > MAX_BYTES) {
        throw new BadValueException(
            "--manifest "
                + manifest
                + " is too large to be kept in a schedule; put it below artifacts.manifests of the"
                + " server and give --target '{\"bulk\":{\"path\":\"...\"}}'");
      }
      return Files.readString(manifest);
    } catch (CharacterCodingException e) {
      throw new BadValueException("--manifest " + manifest + " is no text in UTF-8");
    } catch (IOException e) {
      throw new BadValueException("--manifest " + manifest + " cannot be read: " + e.getMessage());
    }
  }

  private static ObjectNode object(String option, String text) {
    try {
      if (StrictJson.tree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProblemException e) {
      throw new BadValueException(option + " " + e.getMessage());
    }
    throw new BadValueException(option + " must be a JSON object");
  }
}
