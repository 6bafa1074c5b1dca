package dev.aischeduler.config.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TestTaskTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
  private static final Machine MACHINE = new Machine(6, "host-1");

  @TempDir Path folder;

  @Test
  void starts_with_defaults_when_nothing_is_configured() {
    Settings settings = load(Map.of()).settings();
    assertThat(settings.server().port()).isEqualTo(8080);
    assertThat(settings.server().threadPoolSize()).isEqualTo(6);
    assertThat(settings.node().name()).isEqualTo("host-1");
    assertThat(settings).isEqualTo(loader(Map.of()).defaults());
  }

  @Test
  void lets_the_file_win_over_defaults_and_variables_over_the_file_and_options_over_all()
      throws IOException {
    file("config.json", "{\"server\": {\"port\": 1001, \"wait_s\": 11, \"drain_s\": 12}}");
    ResolvedSettings resolved =
        load(
            Map.of("SCHEDULER_PORT", "1002", "SCHEDULER_SERVER_WAIT_S", "21"),
            new SettingOverride("server.port", "1003", "--port"));
    assertThat(resolved.settings().server().port()).isEqualTo(1003);
    assertThat(resolved.settings().server().waitS()).isEqualTo(21);
    assertThat(resolved.settings().server().drainS()).isEqualTo(12);
    assertThat(origin(resolved, "server.port")).isEqualTo("option --port");
    assertThat(origin(resolved, "server.wait_s")).isEqualTo("variable SCHEDULER_SERVER_WAIT_S");
    assertThat(origin(resolved, "server.drain_s")).endsWith("config.json line 1");
    assertThat(origin(resolved, "server.host")).isEqualTo("default");
  }

  @Test
  void takes_the_named_file_before_the_variable_before_the_usual_one() throws IOException {
    file("config.json", "{\"server\": {\"port\": 1}}");
    file("b.json", "{\"server\": {\"port\": 2}}");
    Path c = file("c.json", "\uFEFF{\"server\": {\"port\": 3}}");
    Map<String, String> variable = Map.of("SCHEDULER_CONFIG_PATH", "b.json");
    assertThat(load(Map.of()).settings().server().port()).isEqualTo(1);
    assertThat(load(variable).settings().server().port()).isEqualTo(2);
    assertThat(loader(variable).load(c, List.of()).settings().server().port()).isEqualTo(3);
  }

  @Test
  void refuses_a_named_file_that_does_not_exist() {
    SettingsException e = refused(Map.of("SCHEDULER_CONFIG_PATH", "none.json"));
    assertThat(e).hasMessageContaining("none.json: no such file");
    assertThat(e).hasMessageContaining("variable SCHEDULER_CONFIG_PATH");
  }

  @Test
  void reads_every_kind_of_value_from_variables_and_takes_empty_ones_for_unset() {
    Settings settings =
        load(Map.of(
                "SCHEDULER_THREAD_POOL_SIZE", "3",
                "SCHEDULER_LOG_LEVEL", "debug",
                "SCHEDULER_MODELS_PREWARM", "false",
                "SCHEDULER_NODE_LABELS", "cpu",
                "SCHEDULER_DATABASE_PASSWORD", "geheim",
                "SCHEDULER_PORT", ""))
            .settings();
    assertThat(settings.server().threadPoolSize()).isEqualTo(3);
    assertThat(settings.logging().level()).isEqualTo("DEBUG");
    assertThat(settings.models().prewarm()).isFalse();
    assertThat(settings.node().labels()).containsExactly("cpu");
    assertThat(settings.database().password()).isEqualTo("geheim");
    assertThat(settings.server().port()).isEqualTo(8080);
  }

  @Test
  void reports_all_problems_of_all_sources_at_once() throws IOException {
    file(
        "config.json",
        """
        {
          "server": {"port": "8080", "thread_pool_size": 0},
          "sever": {},
          "lanes": {"llm": {"max_attempts": 1.5}}, "artifacts": {"max_retries": 1}, "models": 5,
          "server": {},
          "port": 1,
          "node": {"labels": ["gpu", "gpu"]}
        }
        """);
    SettingsException e =
        refused(
            Map.of("SCHEDULER_LOG_LEVEL", "VERBOSE", "SCHEDULER_MODELS_PREWARM", "ja"),
            new SettingOverride("server.prot", "1", "--set server.prot"));
    String file = folder.resolve("config.json").toString();
    assertThat(e.problems())
        .containsExactlyInAnyOrder(
            problem(
                "server.port",
                file + " line 2",
                "must be a whole number from 0 to 65535, but is the string \"8080\""),
            problem(
                "server.thread_pool_size",
                file + " line 2",
                "must be a whole number from 1 to 1024, but is the number 0"),
            problem(
                "sever",
                file + " line 3",
                "unknown key; did you mean \"server\"?; allowed here: artifacts, bot, bulk,"
                    + " database, engines, hub, lanes, lexicon, limits, logging, models, node, priority, resources,"
                    + " retention, security, server, tracing, webhooks"),
            problem(
                "artifacts.max_retries",
                file + " line 4",
                "unknown key; allowed here: manifests, path, retention_days, s3, store"),
            problem(
                "lanes.llm.max_attempts",
                file + " line 4",
                "must be a whole number from 1 to 100, but is the number 1.5"),
            problem(
                "models",
                file + " line 4",
                "must be an object with the keys keep_alive_s, path, prewarm"),
            problem("server", file + " line 5", "is given twice; keep one"),
            problem(
                "port",
                file + " line 6",
                "unknown key; did you mean \"server.port\"?; allowed here: artifacts, bot, bulk,"
                    + " database, engines, hub, lanes, lexicon, limits, logging, models, node, priority, resources,"
                    + " retention, security, server, tracing, webhooks"),
            problem(
                "node.labels",
                file + " line 7",
                "must be a list of 1 to 7 different labels, each a word of lower-case letters,"
                    + " digits, dashes and underscores, at most 32 (in a variable: separated by"
                    + " commas), but is an array"),
            problem(
                "logging.level",
                "variable SCHEDULER_LOG_LEVEL",
                "must be one of DEBUG, INFO, WARNING, ERROR, FATAL, but is the string"
                    + " \"VERBOSE\""),
            problem(
                "models.prewarm",
                "variable SCHEDULER_MODELS_PREWARM",
                "must be true or false, but is the string \"ja\""),
            problem(
                "server.prot",
                "option --set server.prot",
                "unknown setting; did you mean \"server.port\"?; all are in"
                    + " docs/configuration.md"));
    assertThat(e).hasMessageStartingWith("the configuration has 12 problems:\n  ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"server\": {\"port\": 1,}}|at line 1, column 23",
        "{\"server\": {\"port\": 1}|it ends too early at line 1",
        "{} {}|has text after the closing bracket",
        "[]|must be a JSON object",
        "``|must be a JSON object",
      })
  void says_where_the_file_is_broken(String json, String message) throws IOException {
    file("config.json", json);
    assertThat(refused(Map.of())).hasMessageContaining(message);
  }

  @Test
  void refuses_a_file_that_is_not_utf8() throws IOException {
    Files.write(
        folder.resolve("config.json"),
        "{\"node\": {\"name\": \"ü\"}}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused(Map.of())).hasMessageContaining("is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resources.gpu_allocation.llm_percentage|80|must add up to 100",
        "server.host|0.0.0.0|security.api_key must be set too",
        "server.host|127.0.0.1.evil.example|security.api_key must be set too",
        "lanes.tts.backoff_max_s|1|must not be less than lanes.tts.backoff_s",
        "database.url|jdbc:postgresql://db/x?user=a&password=b|must not hold a password",
        "database.url|jdbc:mysql://db/x|begins with jdbc:h2: or jdbc:postgresql:",
        "security.api_key|short|8 to 256 visible ASCII characters",
        "webhooks.secret|whsec_short|24 to 64 bytes in base64",
        "bot.onebot.enabled|true|bot.onebot.secret must be set too",
        "bot.onebot.secret|tooshort|16 to 256 visible ASCII characters",
        "bot.onebot.allowed_users|10001;10002|numbers between commas",
        "bot.onebot.allowed_groups|*,1|numbers between commas",
        "bot.onebot.api_url|http://bot:3000/?access_token=x|without user, query or fragment",
        "webhooks.allowed_networks|10.0.0.0/33|must be networks between commas",
        "tracing.endpoint|http://user:word@collector:4318|without user, query or fragment",
        "tracing.headers|Authorization: Bearer x|name=value pairs between commas",
        "tracing.sample_ratio|1.5|must be a number from 0 to 1",
        "tracing.sample_ratio|NaN|must be a number from 0 to 1",
        "server.trusted_proxies|10.0.0.0/8,10.0.0.256.1|must be addresses and networks",
        "server.cors_origins|https://app.example.org/|must be origins between commas",
        "server.cors_origins|https://app.example.org/page|must be origins between commas",
        "server.cors_origins|app.example.org|must be origins between commas",
        "server.cors_origins|null|must be origins between commas",
        "server.cors_origins|*,https://app.example.org|must be origins between commas",
        "server.cors_origins|ftp://app.example.org|must be origins between commas",
        "server.cors_origins|http://localhost:0|must be origins between commas",
        "server.cors_origins|http://localhost:99999|must be origins between commas",
        "server.cors_origins|https://*.example.org|must be origins between commas",
        "server.cors_origins|https://user@app.example.org|must be origins between commas",
        "server.cors_origins|https://a b|must be origins between commas",
        "server.tls.certificate|server.crt|set both PEM files or neither",
        "security.oidc.roles|{\"staff\": \"king\"}|viewer, submitter, operator or admin",
        "node.labels|gpu,Big GPU|1 to 7 different labels",
        "lanes.llm.label|gpu 24|a word of lower-case letters",
      })
  void refuses_values_that_cannot_work(String path, String value, String message) {
    SettingsException e = refused(Map.of(), new SettingOverride(path, value, "--set"));
    assertThat(e.problems()).hasSize(1);
    assertThat(e.problems().get(0).path()).isEqualTo(path);
    assertThat(e).hasMessageContaining(message);
  }

  @Test
  void takes_any_word_for_a_resource_label_and_warns_of_one_that_no_lane_asks_for() {
    ResolvedSettings resolved =
        load(
            Map.of("SCHEDULER_NODE_LABELS", "gpu-24g,cpu,gqu"),
            new SettingOverride("lanes.llm.label", "gpu-24g", "--set"));
    Settings settings = resolved.settings();
    assertThat(settings.node().labels()).containsExactly("gpu-24g", "cpu", "gqu");
    assertThat(settings.lanes().of(TestTaskTypes.LLM).label()).isEqualTo("gpu-24g");
    assertThat(settings.lanes().of(TestTaskTypes.IMAGE).label()).isEqualTo("gpu");
    assertThat(settings.servedLanes()).containsExactly(TestTaskTypes.LLM, TestTaskTypes.TTS);
    assertThat(resolved.warnings())
        .containsExactly(
            "node.labels: no lane asks for the label gqu (lanes.<lane>.label); they ask for"
                + " gpu-24g, cpu, gpu");
  }

  @ParameterizedTest
  @CsvSource({"localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
  void needs_no_key_on_loopback(String host) {
    Settings settings =
        load(Map.of(), new SettingOverride("server.host", host, "--host")).settings();
    assertThat(settings.server().host()).isEqualTo(host);
  }

  @Test
  void opens_to_other_machines_with_a_key() {
    Settings settings =
        load(
                Map.of("SCHEDULER_SECURITY_API_KEY", "correct horse".replace(' ', '-')),
                new SettingOverride("server.host", "0.0.0.0", "--host"))
            .settings();
    assertThat(settings.server().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void opens_to_other_machines_when_keys_of_the_database_are_required() {
    Settings settings =
        load(
                Map.of(),
                new SettingOverride("server.host", "0.0.0.0", "--host"),
                new SettingOverride("security.required", "true", "--set"))
            .settings();
    assertThat(settings.security().required()).isTrue();
  }

  @Test
  void warns_of_keys_that_cross_a_network_unencrypted() {
    SettingOverride open = new SettingOverride("server.host", "0.0.0.0", "--host");
    SettingOverride required = new SettingOverride("security.required", "true", "--set");
    assertThat(load(Map.of(), open, required).warnings())
        .singleElement()
        .asString()
        .contains("unencrypted", "server.tls.certificate", "server.trusted_proxies");
    SettingOverride proxy = new SettingOverride("server.trusted_proxies", "10.0.0.7", "--set");
    assertThat(load(Map.of(), open, required, proxy).warnings()).isEmpty();
    SettingOverride store = new SettingOverride("server.tls.keystore", "tls.p12", "--set");
    assertThat(load(Map.of(), open, required, store).warnings()).isEmpty();
    assertThat(load(Map.of()).warnings()).isEmpty();
  }

  @Test
  void warns_of_unknown_variables() {
    assertThat(
            load(Map.of("SCHEDULER_PROT", "1", "SCHEDULER_URL", "http://x", "PATH", "/bin"))
                .warnings())
        .containsExactly(
            "environment variable SCHEDULER_PROT sets nothing; did you mean \"SCHEDULER_PORT\"?"
                + " (see docs/configuration.md)");
  }

  @Test
  void reads_a_secret_from_the_file_that_a_variable_names() throws IOException {
    file("password", "geheim\n");
    ResolvedSettings resolved = load(Map.of("SCHEDULER_DATABASE_PASSWORD_FILE", "password"));
    assertThat(resolved.settings().database().password()).isEqualTo("geheim");
    assertThat(origin(resolved, "database.password"))
        .isEqualTo("variable SCHEDULER_DATABASE_PASSWORD_FILE");
    assertThat(resolved.warnings()).isEmpty();
    // no secret, so there is no such variable
    assertThat(load(Map.of("SCHEDULER_DATABASE_USERNAME_FILE", "password")).warnings())
        .singleElement()
        .asString()
        .contains("SCHEDULER_DATABASE_USERNAME_FILE sets nothing");
  }

  @Test
  void refuses_a_file_of_a_secret_that_cannot_be_read_is_too_long_or_is_one_of_two_values()
      throws IOException {
    assertThat(refused(Map.of("SCHEDULER_SECURITY_API_KEY_FILE", "none")))
        .hasMessageContaining("security.api_key")
        .hasMessageContaining("none cannot be read")
        .hasMessageContaining("variable SCHEDULER_SECURITY_API_KEY_FILE");
    file("long", "x".repeat(70_000));
    assertThat(refused(Map.of("SCHEDULER_SECURITY_API_KEY_FILE", "long")))
        .hasMessageContaining("longer than 64 KiB");
    file("short", "abc");
    assertThat(refused(Map.of("SCHEDULER_SECURITY_API_KEY_FILE", "short")))
        .hasMessageContaining("must be empty, or 8 to 256 visible ASCII characters")
        .message()
        .doesNotContain("abc");
    assertThat(
            refused(
                Map.of(
                    "SCHEDULER_SECURITY_API_KEY", "a-key-of-old",
                    "SCHEDULER_SECURITY_API_KEY_FILE", "short")))
        .hasMessageContaining(
            "variables SCHEDULER_SECURITY_API_KEY, SCHEDULER_SECURITY_API_KEY_FILE");
  }

  @Test
  void takes_none_as_the_only_label_of_a_node_that_runs_no_jobs() {
    ResolvedSettings resolved = load(Map.of("SCHEDULER_NODE_LABELS", "none"));
    assertThat(resolved.warnings()).isEmpty();
    assertThat(resolved.settings().node().labels()).containsExactly("none");
    String message = "\"none\" means that a node runs no jobs";
    assertThat(refused(Map.of("SCHEDULER_NODE_LABELS", "none,cpu"))).hasMessageContaining(message);
    assertThat(
            refused(Map.of("SCHEDULER_NODE_LABELS", "none", "SCHEDULER_LANES_TTS_LABEL", "none")))
        .hasMessageContaining(message);
  }

  @Test
  void refuses_two_variables_of_one_setting_that_disagree() {
    assertThat(refused(Map.of("SCHEDULER_PORT", "1", "SCHEDULER_SERVER_PORT", "2")))
        .hasMessageContaining("variables SCHEDULER_PORT, SCHEDULER_SERVER_PORT");
    assertThat(load(Map.of("SCHEDULER_PORT", "1", "SCHEDULER_SERVER_PORT", "1")).settings())
        .extracting(settings -> settings.server().port())
        .isEqualTo(1);
  }

  @Test
  void never_shows_a_secret() {
    ResolvedSettings resolved =
        load(
            Map.of(
                "SCHEDULER_SECURITY_API_KEY", "key-1234567",
                "SCHEDULER_DATABASE_PASSWORD", "pass-1234567"));
    assertThat(resolved.toString()).doesNotContain("1234567").contains("(hidden)");
    assertThat(refused(Map.of("SCHEDULER_SECURITY_API_KEY", "key 1234567")).getMessage())
        .doesNotContain("1234567");
  }

  private static SettingProblem problem(String path, String origin, String message) {
    return new SettingProblem(path, origin, message);
  }

  private static String origin(ResolvedSettings resolved, String path) {
    return resolved.values().stream()
        .filter(setting -> setting.path().equals(path))
        .findFirst()
        .orElseThrow()
        .origin();
  }

  private Path file(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }

  private SettingsLoader loader(Map<String, String> environment) {
    return new SettingsLoader(TestTaskTypes.ALL, environment, folder, MACHINE);
  }

  private ResolvedSettings load(Map<String, String> environment, SettingOverride... overrides) {
    return loader(environment).load(null, List.of(overrides));
  }

  private SettingsException refused(Map<String, String> environment, SettingOverride... overrides) {
    return catchThrowableOfType(SettingsException.class, () -> load(environment, overrides));
  }
}
