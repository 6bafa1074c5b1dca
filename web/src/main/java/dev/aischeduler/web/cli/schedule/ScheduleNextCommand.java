package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the next fire times of a schedule or of an expression. */
@Command(
    name = "next",
    description = "Tell what a schedule, or a cron expression, means and when it fires next.")
final class ScheduleNextCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "SCHEDULE",
      description = "Name or id of the schedule; else give --when.")
  private @Nullable String schedule;

  @Option(
      names = "--when",
      paramLabel = "WHEN",
      description = "Cron expression such as '0 2 * * *', or interval such as 'every 15m'.")
  private @Nullable String when;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Time zone of --when (default: UTC).")
  private String timeZone = "UTC";

  @Override
  public Integer call() {
    if ((schedule == null) == (when == null)) {
      throw new BadValueException("give either the name of a schedule or --when");
    }
    JsonNode answer =
        when == null
            ? remote.client().get(SchedulePaths.of(String.valueOf(schedule)))
            : remote
                .client()
                .post(
                    SchedulePaths.ALL + "/preview",
                    Map.of("when", when, "time_zone", timeZone),
                    Map.of());
    if (remote.json()) {
      return remote.print(answer, JsonNode::toPrettyString);
    }
    PrintWriter out = remote.out();
    out.println(
        answer.path("description").path("en").asText()
            + " ("
            + answer.path("time_zone").asText()
            + "); "
            + answer.path("description").path("zh").asText());
    answer.path("next").forEach(time -> out.println(time.asText()));
    if (answer.path("next").isEmpty()) {
      out.println("no fire time lies ahead");
    }
    out.flush();
    return ExitCodes.OK;
  }
}
