package dev.aischeduler.config.table;

import dev.aischeduler.config.Machine;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md}, in English and in Chinese, from the setting table. */
final class ConfigurationReference {
  private static final String HEAD =
      """
      # Configuration

      English · [简体中文](zh-CN/configuration.md)

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

  private static final String CHINESE_HEAD =
      """
      # 配置

      [English](../configuration.md) · 简体中文

      本页由 `mvn -pl jobs -am test -Dtest=SettingTableTest -Dsurefire.failIfNoSpecifiedTests=false -Dwrite_reference=true` 根据 `SettingTable` 生成，并有测试保证二者一致。

      内置默认值 < `config.json` < 环境变量 < 命令行，后者优先。\
      配置文件由 `--config` 指定，否则由 `SCHEDULER_CONFIG_PATH` 指定，否则是存在时的 `./config.json`。\
      [config/config.json](../../config/config.json) 列出所有键及其默认值。没有任何文件时使用默认值。

      每个键都可以用环境变量设置：`SCHEDULER_` 加上以下划线连接的路径\
      （`database.password` 对应 `SCHEDULER_DATABASE_PASSWORD`）。其中五个还有别的名称：`SCHEDULER_PORT`、\
      `SCHEDULER_THREAD_POOL_SIZE`、`SCHEDULER_LOG_LEVEL`，以及模型库通用的 `HF_ENDPOINT` 和 `HF_TOKEN`。空变量视为未设置；\
      列表以逗号分隔。在文件中，`null` 表示默认值。

      错误的配置在启动时被拒绝：未知的键和重复的键、类型错误、超出范围的值、相加不等于 100 的份额、\
      向其他机器开放却没有密钥的地址。所有问题一次报告完，每个都给出路径、文件和行号（或变量、选项）以及处理办法。以 \
      `SCHEDULER_` 开头的未知变量只产生警告（`SCHEDULER_URL`、`SCHEDULER_API_KEY` 和 `SCHEDULER_CA_FILE` 属于访问运行中服务器的\
      命令，`SCHEDULER_TARGET_USERNAME` 和 `SCHEDULER_TARGET_PASSWORD` 属于 `db copy`）。`ai_scheduler config show` 打印每个值及其来源。

      机密（下表中有标记）请放在变量里，不要写进文件；它们从不写入日志，也不会显示。在变量名后加 \
      `_FILE` 则指定只含该值的文件，容器就是这样挂载机密的：`SCHEDULER_DATABASE_PASSWORD_FILE=/run/secrets/database_password`。

      | 键 | 默认值 | 允许的值 | 含义 |
      |---|---|---|---|
      """;

  private ConfigurationReference() {}

  static String inEnglish(SettingTable table) {
    return table.all().stream()
        .map(
            setting ->
                row(
                    setting,
                    setting.defaultText(),
                    setting.kind().expected(),
                    setting.doc() + (setting.secret() ? " **Secret.**" : "")))
        .collect(Collectors.joining("", HEAD, ""));
  }

  static String inChinese(SettingTable table, ChinesePhrases phrases) {
    return table.all().stream()
        .map(
            setting ->
                row(
                    setting,
                    setting.defaultText().isEmpty() ? "" : phrases.phrase(setting.defaultText()),
                    phrases.expected(setting.kind()),
                    phrases.doc(setting) + (setting.secret() ? "**机密。**" : "")))
        .collect(Collectors.joining("", CHINESE_HEAD, ""));
  }

  private static String row(Setting setting, String defaultText, String expected, String doc) {
    return String.format(
            Locale.ROOT,
            "| `%s` | %s | %s | %s |%n",
            setting.path(),
            defaultText.isEmpty()
                ? "`" + setting.defaultValue().apply(new Machine(1, "")) + "`"
                : defaultText,
            expected,
            doc + (setting.shortVariable().isEmpty() ? "" : " `" + setting.shortVariable() + "`"))
        .replace(System.lineSeparator(), "\n");
  }
}
