package dev.aischeduler.config.table;

import dev.aischeduler.config.Machine;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the setting table. */
final class ConfigurationReference {
  private static final String HEAD =
      """
      # Configuration

      Written from `SettingTable` by `mvn -pl jobs -am test -Dtest=SettingTableTest -Dsurefire.failIfNoSpecifiedTests=false -Dwrite_reference=true`; a test keeps it so.

      Built-in defaults < `config.json` < environment variables < command line; the later wins.
      The file is the one named by `--config`, else by `SCHEDULER_CONFIG_PATH`, else `./config.json` if it exists.
      [config/config.json](../config/config.json) holds every key with its default. Without any file the defaults are used.

      Each key can be set by an environment variable: `SCHEDULER_` and the path with underscores
      (`database.password` is `SCHEDULER_DATABASE_PASSWORD`). Five have another name as well: `SCHEDULER_PORT`,
      `SCHEDULER_THREAD_POOL_SIZE`, `SCHEDULER_LOG_LEVEL`, and the hub's own `HF_ENDPOINT` and `HF_TOKEN`. An empty variable
      counts as not set; lists are separated by commas. In the file, `null` means the default.

      A wrong configuration is refused at start: unknown and repeated keys, wrong types, values out of range, shares
      that do not add up to 100, an address open to other machines without a key. All problems are
      reported at once, each with the path, the file and line (or variable, or option) and the remedy. An unknown variable
      that begins with `SCHEDULER_` is only a warning (`SCHEDULER_URL`, `SCHEDULER_API_KEY` and `SCHEDULER_CA_FILE` belong to the commands that talk
      to a running server, `SCHEDULER_TARGET_USERNAME` and `SCHEDULER_TARGET_PASSWORD` to `db copy`). `ai_scheduler config show` prints every value and where it came from.

      Put secrets (marked below) into variables rather than into the file; they are never logged or shown. Their variables with `_FILE`
      behind name a file that holds the value alone, as containers mount secrets: `SCHEDULER_DATABASE_PASSWORD_FILE=/run/secrets/database_password`.

      | key | default | allowed | meaning |
      |---|---|---|---|
      """;

  private ConfigurationReference() {}

  static String markdown(SettingTable table) {
    return table.all().stream()
        .map(ConfigurationReference::row)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Setting setting) {
    String defaultValue =
        setting.defaultText().isEmpty()
            ? setting.defaultValue().apply(new Machine(1, "")).toString()
            : setting.defaultText();
    String meaning =
        setting.doc()
            + (setting.secret() ? " **Secret.**" : "")
            + (setting.shortVariable().isEmpty() ? "" : " `" + setting.shortVariable() + "`");
    return String.format(
            Locale.ROOT,
            "| `%s` | %s | %s | %s |%n",
            setting.path(),
            setting.defaultText().isEmpty() ? "`" + defaultValue + "`" : defaultValue,
            setting.kind().expected(),
            meaning)
        .replace(System.lineSeparator(), "\n");
  }
}
