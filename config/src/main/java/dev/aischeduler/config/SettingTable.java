package dev.aischeduler.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every setting: its path, default, allowed values and meaning, in the order of {@code
 * config.json}. Defaults, checks, variable names, {@code config show} and the reference in {@code
 * docs/configuration.md} all come from here.
 */
final class SettingTable {
  private static final long DAY_S = 86_400;
  private static final String ENGINE_FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String ENGINE_WORDS =
      "a name of letters, digits, dots, dashes and underscores, at most 64";
  private static final String GPU_FORM = "(\\d{1,3}|GPU-[0-9a-f-]{1,40})";
  private static final List<String> LABELS = List.of("gpu", "cpu");

  /** The settings in the order in which people read them. */
  static final List<Setting> ALL =
      Stream.of(
              server(),
              resources(),
              engines(),
              storage(),
              lane("llm", 7, 8, 300),
              llmBatch(),
              lane("tts", 5, 4, 300),
              lane("image", 3, 1, 900),
              imageBatch(),
              limits(),
              security(),
              hub())
          .flatMap(List::stream)
          .toList();

  private SettingTable() {}

  /** The settings by path. */
  static Map<String, Setting> byPath() {
    Map<String, Setting> map = new TreeMap<>();
    ALL.forEach(setting -> map.put(setting.path(), setting));
    return map;
  }

  private static List<Setting> server() {
    return List.of(
        text(
            "server.host",
            "127.0.0.1",
            "[A-Za-z0-9:._\\[\\]-]{1,253}",
            "a host name or an IP address",
            "Address to listen on; any but loopback needs security.api_key."),
        whole("server.port", 8080, 0, 65_535, "TCP port; 0 picks a free one.")
            .variable("SCHEDULER_PORT"),
        whole(
                "server.thread_pool_size",
                1,
                1,
                1024,
                "Compute threads of this node (speech pool, ONNX Runtime); 1 to 2 times the CPU"
                    + " cores is usual.")
            .standard("CPU cores", machine -> LongNode.valueOf(machine.cores()))
            .variable("SCHEDULER_THREAD_POOL_SIZE"),
        whole(
            "server.wait_s",
            30,
            0,
            3600,
            "Seconds that a synchronous request waits for its result before it gets 202."),
        whole(
            "server.drain_s",
            20,
            0,
            3600,
            "Seconds that running jobs get to finish on shutdown before they are put back."),
        whole(
            "server.max_body_bytes",
            1_048_576,
            1024,
            1_073_741_824,
            "Largest accepted request body, but for bulk submissions."),
        whole(
            "server.max_bulk_body_bytes",
            67_108_864,
            1024,
            1_073_741_824,
            "Largest accepted body of a bulk submission (POST /api/v1/tasks)."));
  }

  private static List<Setting> resources() {
    String share =
        "Share of the device in percent at the first start (later: ai_scheduler lanes weights); the"
            + " two shares add up to 100.";
    return List.of(
        whole("resources.gpu_allocation.llm_percentage", 70, 1, 99, share),
        whole("resources.gpu_allocation.image_percentage", 30, 1, 99, share),
        whole(
            "resources.max_concurrent_tasks",
            10,
            1,
            10_000,
            "Jobs that may run at once on this node, over all lanes."),
        flag(
            "resources.device_share",
            true,
            "Divide the device between the gpu lanes by gpu_allocation; with false a job holds it for"
                + " its whole length, first come, first served, for comparison."),
        whole(
            "resources.device_threads",
            0,
            0,
            1024,
            "CPU threads that a step of the gpu lanes computes with; 0 for"
                + " server.thread_pool_size."),
        whole(
            "resources.speech_threads",
            0,
            0,
            1024,
            "CPU threads that the tts lane computes with; 0 for server.thread_pool_size."),
        text(
            "resources.devices",
            "auto",
            "auto|cpu|" + GPU_FORM + "(," + GPU_FORM + "){0,63}",
            "auto, cpu, or GPUs by index or UUID, separated by commas",
            "Devices of the gpu lanes: auto for every NVIDIA GPU that can be used, cpu for none, or"
                + " a list such as 0,1."),
        text(
            "resources.library_cache",
            "~/.cache/ai_scheduler",
            "[^\\x00]{1,4096}",
            "a folder path",
            "Folder in which the GPU libraries are unpacked once (2.5 GB; only with a GPU)."),
        whole(
            "resources.device_memory_mb",
            0,
            0,
            100_000_000,
            "Memory of each device that models may take, in MiB; 0 for all that the device has, on"
                + " the CPU less the largest Java heap."),
        laneMemory("llm"),
        laneMemory("tts"),
        laneMemory("image"));
  }

  private static Setting laneMemory(String lane) {
    return whole(
        "resources.lane_memory_mb." + lane,
        0,
        0,
        100_000_000,
        "Memory that "
            + lane
            + " models may take, in MiB; 0 for the lane's share of the device's memory.");
  }

  private static List<Setting> engines() {
    String engine = "; a model of that name in models.path, else the miniature that stands in.";
    return List.of(
        text("engines.llm", "qwen2.5", ENGINE_FORM, ENGINE_WORDS, "Language model" + engine),
        text("engines.tts", "coqui", ENGINE_FORM, ENGINE_WORDS, "Voice" + engine),
        text("engines.image", "sd1.5-turbo", ENGINE_FORM, ENGINE_WORDS, "Image model" + engine),
        flag(
            "engines.require_installed",
            false,
            "True makes a model that is not installed an error; no miniature stands in."));
  }

  private static List<Setting> storage() {
    return List.of(
        choice(
                "logging.level",
                "INFO",
                List.of("DEBUG", "INFO", "WARNING", "ERROR", "FATAL"),
                "Least severe level that is logged.")
            .variable("SCHEDULER_LOG_LEVEL"),
        text(
            "logging.file",
            "scheduler.log",
            "[^\\x00]{0,4096}",
            "a file path or empty",
            "Log file; empty for none (the console is always written)."),
        text(
            "database.url",
            "jdbc:h2:file:./data/scheduler;AUTO_SERVER=TRUE",
            "jdbc:(h2|postgresql):\\S+",
            "a JDBC URL that begins with jdbc:h2: or jdbc:postgresql:",
            "JDBC URL of embedded H2 (one node) or PostgreSQL (any number of nodes)."),
        text("database.username", "scheduler", "\\S{1,128}", "a name", "Database user."),
        text(
                "database.password",
                "",
                "[^\\x00]{0,1024}",
                "a text of at most 1024 characters",
                "Database password; empty with embedded H2 means: made at first start and kept in"
                    + " a file of mode 600.")
            .masked(),
        whole("database.pool_size", 10, 2, 1000, "Database connections of this node."),
        path("artifacts.path", "./data/artifacts", "Folder of the results when kept in files."),
        choice(
            "artifacts.store",
            "file",
            List.of("file", "database"),
            "Where results are kept: file (one node) or database (several nodes)."),
        whole("artifacts.retention_days", 30, 1, 36_500, "Days that results are kept."),
        path("models.path", "./models", "Folder with one sub-folder for each installed model."),
        flag("models.prewarm", true, "Run each model once at load, so that the first job is fast."),
        whole(
            "models.keep_alive_s",
            900,
            0,
            30 * DAY_S,
            "Seconds that a model without a job stays in memory; 0 for as long as its place is not"
                + " needed. The configured engines stay."),
        text(
                "node.name",
                "",
                "[A-Za-z0-9._-]{1,128}",
                "a name of letters, digits, dots, dashes and underscores",
                "Name of this process, unique among the nodes of one database.")
            .standard("host name", machine -> TextNode.valueOf(machine.hostName())),
        subset("node.labels", LABELS, "Resource labels that this node offers."),
        whole(
            "priority.aging_seconds",
            60,
            1,
            30 * DAY_S,
            "Seconds of waiting worth one priority step."));
  }

  private static List<Setting> lane(String name, int priority, int concurrent, int timeoutS) {
    String lane = "lanes." + name + ".";
    String jobs = name + " jobs";
    return List.of(
        whole(lane + "priority", priority, 0, 9, "Default priority of " + jobs + "; 9 runs first."),
        whole(
            lane + "max_concurrent",
            concurrent,
            1,
            1000,
            "Most " + jobs + " that run at once on this node."),
        whole(
            lane + "cluster_max_concurrent",
            0,
            0,
            100_000,
            "Most "
                + jobs
                + " that run at once on all nodes of the database; 0 for no such limit."
                + " Give every node the same."),
        whole(
            lane + "max_queued",
            10_000,
            1,
            100_000_000,
            "Waiting " + jobs + " after which submissions get 429."),
        whole(
            lane + "max_attempts",
            3,
            1,
            100,
            "Runs before one of the " + jobs + " fails for good."),
        whole(lane + "timeout_s", timeoutS, 1, 7 * DAY_S, "Seconds one attempt may take."),
        whole(
            lane + "backoff_s",
            2,
            0,
            DAY_S,
            "Seconds before the first retry; doubles each time, with jitter."),
        whole(lane + "backoff_max_s", 300, 0, 7 * DAY_S, "Longest wait before a retry."),
        whole(
            lane + "queue_timeout_s",
            0,
            0,
            7 * DAY_S,
            "Seconds a job may wait for its first start before it fails; 0 for ever."),
        whole(
            lane + "rate_per_minute",
            0,
            0,
            1_000_000,
            "Most starts of " + jobs + " a minute, over all nodes; 0 for any number."));
  }

  private static List<Setting> llmBatch() {
    return List.of(
        whole(
            "lanes.llm.max_batch",
            8,
            1,
            256,
            "Most conversations that a model answers in one running batch; lanes.llm.max_concurrent"
                + " must be as large to fill it."),
        whole(
            "lanes.llm.max_batch_tokens",
            8192,
            64,
            10_000_000,
            "Most tokens that a batch makes room for: conversations times the longest prompt and"
                + " answer; a longer conversation runs alone."));
  }

  private static List<Setting> imageBatch() {
    return List.of(
        whole(
            "lanes.image.max_batch",
            0,
            0,
            64,
            "Most pictures of equal size, steps, sampler and guidance that a model draws together,"
                + " of one job or, as far as lanes.image.max_concurrent lets several run, of"
                + " several; 0 for what usually pays: 4 on a GPU, 1 on the CPU."));
  }

  private static List<Setting> limits() {
    return List.of(
        whole("limits.max_prompt_chars", 32_000, 1, 10_000_000, "Longest prompt, in characters."),
        whole("limits.max_tokens", 4096, 1, 1_000_000, "Most tokens one job may generate."),
        whole("limits.max_text_chars", 5000, 1, 10_000_000, "Longest text to speak."),
        whole("limits.max_audio_s", 600, 1, DAY_S, "Longest speech of one job, in seconds."),
        whole("limits.max_image_side", 1024, 64, 16_384, "Largest width or height, in pixels."),
        whole("limits.max_images", 4, 1, 1000, "Most images one job may make."),
        whole("limits.max_steps", 150, 1, 10_000, "Most denoising steps of one image."),
        whole(
            "limits.max_pixel_steps",
            1024L * 1024 * 50,
            1,
            1_000_000_000_000L,
            "Largest width x height x steps x images of one job."));
  }

  private static List<Setting> security() {
    return List.of(
        whole("retention.jobs_days", 30, 1, 36_500, "Days that finished jobs are kept."),
        text(
                "security.api_key",
                "",
                "|[\\x21-\\x7e]{8,256}",
                "empty, or 8 to 256 visible ASCII characters",
                "When set, every request needs the header Authorization: Bearer KEY.")
            .masked());
  }

  private static List<Setting> hub() {
    return List.of(
        text(
                "hub.url",
                "https://huggingface.co",
                "https?://[^\\s?#@]{1,512}",
                "an address that begins with http:// or https://, without user, query or fragment",
                "Hub that `models pull` fetches from, or a mirror of it.")
            .variable("HF_ENDPOINT"),
        text(
                "hub.token",
                "",
                "[\\x21-\\x7e]{0,512}",
                "a token of visible ASCII characters",
                "Token for private and gated repositories; sent to the hub's own host only.")
            .variable("HF_TOKEN")
            .masked());
  }

  private static Setting whole(String path, long standard, long min, long max, String doc) {
    return setting(path, new ValueKind.Whole(min, max), LongNode.valueOf(standard), doc);
  }

  private static Setting flag(String path, boolean standard, String doc) {
    return setting(path, new ValueKind.Flag(), BooleanNode.valueOf(standard), doc);
  }

  private static Setting text(
      String path, String standard, String form, String expected, String doc) {
    ValueKind kind = new ValueKind.Text(Pattern.compile(form), expected);
    return setting(path, kind, TextNode.valueOf(standard), doc);
  }

  private static Setting path(String path, String standard, String doc) {
    return text(path, standard, "[^\\x00]{1,4096}", "a folder path", doc);
  }

  private static Setting choice(String path, String standard, List<String> words, String doc) {
    return setting(path, new ValueKind.Choice(words), TextNode.valueOf(standard), doc);
  }

  private static Setting subset(String path, List<String> words, String doc) {
    List<JsonNode> nodes = new ArrayList<>();
    words.forEach(word -> nodes.add(TextNode.valueOf(word)));
    JsonNode all = JsonNodeFactory.instance.arrayNode().addAll(nodes);
    return setting(path, new ValueKind.Subset(words), all, doc);
  }

  private static Setting setting(String path, ValueKind kind, JsonNode standard, String doc) {
    return new Setting(path, kind, machine -> standard, "", "", false, doc);
  }
}
