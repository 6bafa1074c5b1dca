package dev.aischeduler.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of documents do what is said of them, each document's beside a server of its own. */
final class DocumentedCommandsTest {
  private static final Document CLIENTS = Document.read("docs/clients.md");
  private static final Document README = Document.read("README.md");
  private static final Document GUIDE = Document.read("docs/user-guide.md");
  private static final Document INSTALL = Document.read("docs/install.md");
  private static final Document MIGRATION = Document.read("docs/migration.md");
  private static final Document OPENAI = Document.read("docs/openai.md");
  private static final Document OPERATIONS = Document.read("docs/operations.md");
  private static final Document SECURITY = Document.read("docs/security.md");
  private static final Document TROUBLESHOOTING = Document.read("docs/troubleshooting.md");

  @TempDir Path folder;

  @Test
  void the_commands_of_the_readme() throws Exception {
    try (DocumentServer server = new DocumentServer(folder, Map.of())) {
      String id =
          server
              .run("./ai_scheduler llm Hello --max-tokens 2 --async")
              .lines()
              .reduce((first, last) -> last)
              .orElseThrow();
      String printed = server.run(README.script().replace("{task_id}", id));
      assertThat(printed).contains("\"duration_s\"", "\"lanes\"", "qwen2.5", id);
    }
  }

  @Test
  void the_commands_of_the_user_guide() throws Exception {
    Map<String, String> webhooks =
        Map.of(
            "SCHEDULER_WEBHOOKS_SECRET",
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "SCHEDULER_WEBHOOKS_ALLOWED_NETWORKS",
            "127.0.0.0/8");
    try (DocumentServer server = new DocumentServer(folder, webhooks)) {
      String printed = server.run(GUIDE.script());
      assertThat(printed)
          .contains("event: result", "2 succeeded, 0 failed", "succeeded, 6 of 6 steps done");
    }
    assertThat(folder.resolve("talk.vtt")).content().startsWith("WEBVTT");
    for (String sound : List.of("talk.wav", "morning.wav")) {
      assertThat(folder.resolve(sound))
          .binaryContent()
          .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
    }
    for (String picture : List.of("apple.png", "house.png")) {
      assertThat(folder.resolve(picture))
          .binaryContent()
          .contains("PNG".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(folder.resolve("greetings.zip")).isNotEmptyFile();
    assertThat(folder.resolve("poem/page.html")).content().contains("rain");
  }

  @Test
  void the_commands_of_the_guide_to_clients_of_openai() throws Exception {
    try (DocumentServer server = new DocumentServer(folder, Map.of())) {
      assertThat(server.run(OPENAI.script()))
          .contains("data: [DONE]", "\"object\":\"response\"", "/api/v1/links/", "llm-mini");
    }
    assertThat(folder.resolve("morning.wav"))
        .binaryContent()
        .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void the_commands_of_the_operations_guide() throws Exception {
    try (DocumentServer server = new DocumentServer(folder, Map.of())) {
      server.run("./ai_scheduler tts 'Good morning.' -o first.wav");
      String printed = server.run(OPERATIONS.script());
      assertThat(printed)
          .contains("succeeded", "installed_rank", "does not answer, so traces are lost")
          .containsIgnoringCase("x-trace-id: ");
    }
    assertThat(folder.resolve("artifacts.tar.gz")).isNotEmptyFile();
  }

  @Test
  void the_commands_of_troubleshooting_and_of_the_way_from_the_old_deployment() throws Exception {
    try (DocumentServer server = new DocumentServer(folder, Map.of())) {
      assertThat(server.run(TROUBLESHOOTING.script() + MIGRATION.script()))
          .contains("Java ", "llm-mini", "\"database\":\"up\"", "the configuration is valid");
    }
  }

  @Test
  void the_commands_of_the_security_guide_and_nothing_shows_a_secret() throws Exception {
    List<String> configured =
        List.of(
            "the-database-s-password",
            "the-admin-s-configured-key",
            "hf_the-hub-s-token",
            "the-collector-s-token");
    Map<String, String> environment =
        Map.of(
            "SCHEDULER_DATABASE_URL",
            "jdbc:h2:file:" + folder.resolve("jobs"),
            "SCHEDULER_DATABASE_PASSWORD",
            configured.get(0),
            "SCHEDULER_SECURITY_API_KEY",
            configured.get(1),
            "HF_TOKEN",
            configured.get(2),
            "SCHEDULER_TRACING_ENDPOINT",
            "http://127.0.0.1:1",
            "SCHEDULER_TRACING_HEADERS",
            "Authorization=Bearer " + configured.get(3),
            "SCHEDULER_LOG_LEVEL",
            "DEBUG");
    // what the guide keeps in variables is noted aside
    String script =
        Pattern.compile("^export (\\w+_KEY)=.*$", Pattern.MULTILINE)
            .matcher(SECURITY.script())
            .replaceAll("$0\necho \"\\$$1\" >> secrets");
    String printed;
    String log;
    try (DocumentServer server = new DocumentServer(folder, environment)) {
      printed = server.run("set +x\n" + script);
      log = server.end();
    }
    assertThat(printed).contains("shop-web", "revoked", "keys create --local", "(hidden)");
    List<String> secrets = new ArrayList<>(configured);
    secrets.addAll(Files.readAllLines(folder.resolve("secrets")));
    assertThat(secrets).hasSize(configured.size() + 3).allMatch(secret -> secret.length() > 15);
    String all = log + Files.readString(folder.resolve("scheduler.log")) + printed;
    assertThat(all).contains("API key", "rotated").doesNotContain(secrets);
  }

  @Test
  void what_is_not_run_is_listed_here() {
    assertThat(
            Stream.of(
                    README,
                    GUIDE,
                    INSTALL,
                    CLIENTS,
                    MIGRATION,
                    OPENAI,
                    OPERATIONS,
                    SECURITY,
                    TROUBLESHOOTING)
                .flatMap(document -> document.notRun().stream()))
        .containsExactly(
            "README.md: DemoTest is the demo, and CI is make test",
            "README.md: needs the rights of PostgreSQL's superuser",
            "README.md: needs that PostgreSQL server; ClusterTest and FailoverTest run two nodes",
            "README.md: downloads from the hub, which tests do not reach; ModelPullTest pulls from"
                + " one of its own",
            "README.md: needs a GPU and 2.4 GB of downloads",
            "docs/user-guide.md: starts the server, as the test does",
            "docs/user-guide.md: starts the server, as the test does",
            "docs/install.md: builds the packages; make test-dist runs what of this page needs no"
                + " systemd",
            "docs/install.md: needs make dist; make test-dist does the same",
            "docs/install.md: needs make dist and root; make test-dist installs it with dpkg in a"
                + " root of its own",
            "docs/install.md: needs systemd",
            "docs/install.md: needs systemd",
            "docs/clients.md: generates code, as every build with tests does; GeneratedClientsTest"
                + " compiles and runs it",
            "docs/openai.md: needs the id of a completion",
            "docs/operations.md: needs an object store; S3ContentStoreTest and ObjectStoreTest run"
                + " against S3Proxy",
            "docs/operations.md: needs a PostgreSQL server of the reader's",
            "docs/operations.md: needs Prometheus, which serves until it is stopped;"
                + " PrometheusTest runs it",
            "docs/operations.md: needs a container of Jaeger, whose page is http://127.0.0.1:16686");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs", "docs/zh-CN"})
  void every_document_is_in_the_index(String documents) throws IOException {
    Path folder = Document.PRODUCT.resolve(documents);
    String index = Files.readString(folder.resolve("README.md"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".md") && !name.equals("README.md"))
          .hasSizeGreaterThan(6)
          .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
    }
  }
}
