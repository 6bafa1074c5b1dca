package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Schedules: what starts jobs and runs at times. */
@Command(
    name = "schedule",
    description = "List, make and control schedules, which start work at times.",
    subcommands = {
      ScheduleAddCommand.class,
      ScheduleCommand.ListAll.class,
      ScheduleCommand.Show.class,
      ScheduleNextCommand.class,
      ScheduleCommand.History.class,
      ScheduleCommand.Pause.class,
      ScheduleCommand.Resume.class,
      ScheduleCommand.Run.class,
      ScheduleBackfillCommand.class,
      ScheduleCommand.Remove.class,
      ScheduleApplyCommand.class
    })
public final class ScheduleCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return list(remote, 500);
  }

  private static int list(RemoteOptions remote, int limit) {
    return remote.printAll(
        remote.client().get(SchedulePaths.ALL + "?limit=" + limit),
        "schedules",
        SchedulePaths.SCHEDULES);
  }

  /** Lists schedules. */
  @Command(name = "list", description = "List schedules by name.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "500",
        description = "At most N (default: 500).")
    private int limit = 500;

    @Override
    public Integer call() {
      return list(remote, limit);
    }
  }

  /** Shows one schedule. */
  @Command(name = "show", description = "Show one schedule with all of its fields.")
  static final class Show implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
    private String schedule = "";

    @Override
    public Integer call() {
      JsonNode shown = remote.client().get(SchedulePaths.of(schedule));
      if (remote.json()) {
        return remote.print(shown, JsonNode::toPrettyString);
      }
      PrintWriter out = remote.out();
      shown
          .fieldNames()
          .forEachRemaining(name -> out.println(name + ": " + line(shown.path(name))));
      out.flush();
      return ExitCodes.OK;
    }

    private static String line(JsonNode value) {
      String text = value.isTextual() ? value.textValue() : value.toString();
      return text.replaceAll("\\p{Cntrl}+", " ");
    }
  }

  /** Lists what became of fire times. */
  @Command(name = "history", description = "List what became of fire times, the latest first.")
  static final class History implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
    private String schedule = "";

    @Option(
        names = "--state",
        split = ",",
        paramLabel = "STATE",
        description = "Only these states.")
    private List<String> states = new ArrayList<>();

    @Option(
        names = "--before",
        paramLabel = "TIME",
        description = "Only fire times before this one.")
    private @Nullable String before;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "At most N (default: 20).")
    private int limit = 20;

    @Override
    public Integer call() {
      StringBuilder path =
          new StringBuilder(SchedulePaths.of(schedule)).append("/history?limit=").append(limit);
      states.forEach(state -> path.append("&state=").append(SchedulePaths.encoded(state)));
      if (before != null) {
        path.append("&before=").append(SchedulePaths.encoded(before));
      }
      return remote.printAll(
          remote.client().get(path.toString()), "history", SchedulePaths.FIRE_TIMES);
    }
  }

  private static int act(RemoteOptions remote, String schedule, String action, Columns columns) {
    String path = SchedulePaths.of(schedule) + "/" + action;
    return remote.print(remote.client().post(path, null, Map.of()), columns);
  }

  /** Pauses a schedule. */
  @Command(
      name = "pause",
      description = "Start nothing until the schedule is resumed; what runs goes on.")
  static final class Pause implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
    private String schedule = "";

    @Override
    public Integer call() {
      return act(remote, schedule, "pause", SchedulePaths.SCHEDULES);
    }
  }

  /** Resumes a schedule. */
  @Command(
      name = "resume",
      description = "Go on with a paused schedule from now; backfill catches up the pause.")
  static final class Resume implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
    private String schedule = "";

    @Override
    public Integer call() {
      return act(remote, schedule, "resume", SchedulePaths.SCHEDULES);
    }
  }

  /** Starts the target of a schedule now. */
  @Command(name = "run", description = "Start what the schedule starts, now, even if it is paused.")
  static final class Run implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
    private String schedule = "";

    @Override
    public Integer call() {
      return act(remote, schedule, "run", SchedulePaths.FIRE_TIMES);
    }
  }

  /** Removes a schedule. */
  @Command(
      name = "remove",
      description = "Remove a schedule and its history; what it started goes on.")
  static final class Remove implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "SCHEDULE", description = "Name or id of the schedule.")
    private String schedule = "";

    @Override
    public Integer call() {
      return remote.print(
          remote.client().delete(SchedulePaths.of(schedule)),
          gone -> "removed " + Columns.text(gone, "name"));
    }
  }
}
