package dev.aischeduler.config.table;

import java.util.List;

/**
 * What a node writes and where: {@code logging}, {@code database}, {@code artifacts}, {@code
 * models}.
 */
final class StorageSettings {

  private StorageSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.choice(
                "logging.level",
                "INFO",
                List.of("DEBUG", "INFO", "WARNING", "ERROR", "FATAL"),
                "Least severe level that is logged.")
            .variable("SCHEDULER_LOG_LEVEL"),
        Setting.choice(
            "logging.format",
            "text",
            List.of("text", "json"),
            "One line of text or one JSON object for each event."),
        Setting.text(
            "logging.file",
            "scheduler.log",
            "[^\\x00]{0,4096}",
            "a file path or empty",
            "Log file; empty for none (the console is always written)."),
        Setting.whole(
            "logging.file_mb",
            10,
            1,
            10_000,
            "Size in MiB at which a new log file is begun; one is begun each day as well."),
        Setting.whole(
            "logging.total_mb", 200, 1, 1_000_000, "Most MiB of old log files, which are packed."),
        Setting.whole("logging.keep_days", 14, 1, 3650, "Days that old log files are kept."),
        Setting.text(
            "database.url",
            "jdbc:h2:file:./data/scheduler;AUTO_SERVER=TRUE",
            "jdbc:(h2|postgresql):\\S+",
            "a JDBC URL that begins with jdbc:h2: or jdbc:postgresql:",
            "JDBC URL of embedded H2 (one node) or PostgreSQL (any number of nodes)."),
        Setting.text("database.username", "scheduler", "\\S{1,128}", "a name", "Database user."),
        Setting.text(
                "database.password",
                "",
                "[^\\x00]{0,1024}",
                "a text of at most 1024 characters",
                "Database password; empty with embedded H2 means: made at first start and kept in"
                    + " a file of mode 600.")
            .masked(),
        Setting.whole("database.pool_size", 10, 2, 1000, "Database connections of this node."),
        Setting.path(
            "artifacts.path", "./data/artifacts", "Folder of the results when kept in files."),
        Setting.choice(
            "artifacts.store",
            "file",
            List.of("file", "database", "s3"),
            "Where results are kept: file (one node), or database or s3, an object store (several"
                + " nodes)."),
        Setting.whole("artifacts.retention_days", 30, 1, 36_500, "Days that results are kept."),
        Setting.path(
            "artifacts.manifests",
            "./data/manifests",
            "Folder whose files schedules may run as bulk runs."),
        Setting.text(
            "artifacts.s3.endpoint",
            "",
            "|https?://[^/?#@\\s]+/?",
            "an address such as https://minio.example.org:9000, or empty",
            "Address of the object store, by the protocol of S3; empty for Amazon's."),
        Setting.text(
            "artifacts.s3.region",
            "us-east-1",
            "[a-z0-9-]{1,64}",
            "a word of lower-case letters, digits and dashes",
            "Region of the bucket; other stores than Amazon's usually take any."),
        Setting.text(
            "artifacts.s3.bucket",
            "",
            "|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
            "the name of a bucket or empty",
            "Bucket of the results, which is there already; artifacts.store s3 needs it."),
        Setting.text(
            "artifacts.s3.prefix",
            "",
            "[A-Za-z0-9/_.-]{0,200}",
            "letters, digits and /_.- up to 200",
            "Beginning of the key of each object, such as results/."),
        Setting.text(
            "artifacts.s3.access_key",
            "",
            "[\\x21-\\x7e]{0,256}",
            "a text of visible ASCII characters",
            "Name of the access key; empty for what the machine has (the AWS_* variables, the file"
                + " of profiles, the role of the instance)."),
        Setting.text(
                "artifacts.s3.secret_key",
                "",
                "[\\x21-\\x7e]{0,1024}",
                "a text of visible ASCII characters",
                "Secret of the access key.")
            .masked(),
        Setting.flag(
            "artifacts.s3.path_style",
            true,
            "The bucket is part of the path of addresses; false for part of the host name."),
        Setting.flag(
            "artifacts.s3.redirect",
            false,
            "Downloads by programs are answered with an address of the object store that is valid"
                + " for five minutes, so that the bytes do not pass this server. Callers must reach"
                + " the store."),
        Setting.path(
            "models.path", "./models", "Folder with one sub-folder for each installed model."),
        Setting.flag(
            "models.prewarm", true, "Run each model once at load, so that the first job is fast."),
        Setting.whole(
            "models.keep_alive_s",
            900,
            0,
            30 * Setting.DAY_S,
            "Seconds that a model without a job stays in memory; 0 for as long as its place is not"
                + " needed. The configured engines stay."));
  }
}
