package dev.aischeduler.config.table;

import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.config.TaskTypes;
import java.util.List;
import java.util.stream.Stream;

/** What {@code lanes} holds: how each lane queues and retries, and what only it can do. */
final class LaneSettings {

  private LaneSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all(TaskTypes types) {
    return types.specs().stream()
        .flatMap(spec -> Stream.concat(lane(spec).stream(), options(spec)))
        .toList();
  }

  private static String prefix(TaskTypeSpec spec) {
    return "lanes." + spec.type().wireName() + ".";
  }

  private static List<Setting> lane(TaskTypeSpec spec) {
    String lane = prefix(spec);
    String jobs = spec.type().wireName() + " jobs";
    TaskTypeSpec.LaneDefaults defaults = spec.lane();
    return List.of(
        Setting.text(
            lane + "label",
            spec.label(),
            TaskTypeSpec.LABEL,
            Setting.LABEL_WORDS,
            "Resource label that a node must offer (node.labels) to run "
                + jobs
                + ". Give every node the same."),
        Setting.whole(
            lane + "priority",
            defaults.priority(),
            0,
            9,
            "Default priority of " + jobs + "; 9 runs first."),
        Setting.whole(
            lane + "max_concurrent",
            defaults.maxConcurrent(),
            1,
            1000,
            "Most " + jobs + " that run at once on this node."),
        Setting.whole(
            lane + "cluster_max_concurrent",
            0,
            0,
            100_000,
            "Most "
                + jobs
                + " that run at once on all nodes of the database; 0 for no such limit."
                + " Give every node the same."),
        Setting.whole(
            lane + "max_queued",
            10_000,
            1,
            100_000_000,
            "Waiting " + jobs + " after which submissions get 429."),
        Setting.whole(
            lane + "max_attempts",
            3,
            1,
            100,
            "Runs before one of the " + jobs + " fails for good."),
        Setting.whole(
            lane + "timeout_s",
            defaults.timeoutS(),
            1,
            7 * Setting.DAY_S,
            "Seconds one attempt may take."),
        Setting.whole(
            lane + "backoff_s",
            2,
            0,
            Setting.DAY_S,
            "Seconds before the first retry; doubles each time, with jitter."),
        Setting.whole(
            lane + "backoff_max_s", 300, 0, 7 * Setting.DAY_S, "Longest wait before a retry."),
        Setting.whole(
            lane + "queue_timeout_s",
            0,
            0,
            7 * Setting.DAY_S,
            "Seconds a job may wait for its first start before it fails; 0 for ever."),
        Setting.whole(
            lane + "rate_per_minute",
            0,
            0,
            1_000_000,
            "Most starts of " + jobs + " a minute, over all nodes; 0 for any number."));
  }

  private static Stream<Setting> options(TaskTypeSpec spec) {
    return spec.options().stream()
        .map(
            option ->
                Setting.whole(
                    prefix(spec) + option.name(),
                    option.defaultValue(),
                    option.min(),
                    option.max(),
                    option.doc()));
  }
}
