package dev.aischeduler.config;

import java.util.List;
import java.util.stream.Stream;

/** What {@code lanes} holds: how each lane queues, retries and batches. */
final class LaneSettings {

  private LaneSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return Stream.of(
            lane("llm", 7, 8, 300),
            llmBatch(),
            lane("tts", 5, 4, 300),
            lane("image", 3, 1, 900),
            imageBatch())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Setting> lane(String name, int priority, int concurrent, int timeoutS) {
    String lane = "lanes." + name + ".";
    String jobs = name + " jobs";
    return List.of(
        Setting.whole(
            lane + "priority", priority, 0, 9, "Default priority of " + jobs + "; 9 runs first."),
        Setting.whole(
            lane + "max_concurrent",
            concurrent,
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
            lane + "timeout_s", timeoutS, 1, 7 * Setting.DAY_S, "Seconds one attempt may take."),
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

  private static List<Setting> llmBatch() {
    return List.of(
        Setting.whole(
            "lanes.llm.max_batch",
            8,
            1,
            256,
            "Most conversations that a model answers in one running batch; lanes.llm.max_concurrent"
                + " must be as large to fill it."),
        Setting.whole(
            "lanes.llm.max_batch_tokens",
            8192,
            64,
            10_000_000,
            "Most tokens that a batch makes room for: conversations times the longest prompt and"
                + " answer; a longer conversation runs alone."));
  }

  private static List<Setting> imageBatch() {
    return List.of(
        Setting.whole(
            "lanes.image.max_batch",
            0,
            0,
            64,
            "Most pictures of equal size, steps, sampler and guidance that a model draws together,"
                + " of one job or, as far as lanes.image.max_concurrent lets several run, of"
                + " several; 0 for what usually pays: 4 on a GPU, 1 on the CPU."));
  }
}
