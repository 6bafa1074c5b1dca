package dev.aischeduler.web.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.web.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack of compose.yaml, from the images of the Dockerfile: PostgreSQL, three nodes, nginx with
 * TLS and Prometheus. One stack, one thing after the other.
 */
@EnabledIfEnvironmentVariable(
    named = "DEPLOY_TEST",
    matches = "yes",
    disabledReason = "make test-deploy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ComposedStackTest {
  private static final String KEY = "the-key-of-the-composed-stack";
  private static final String PASSWORD = "the-password-of-the-database";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The calls of the README, each in a block of its own. */
  private static final Pattern CALL = Pattern.compile("(?s)```bash\\n([^`]*curl -X[^`]*)```");

  private static final Pattern TASK_ID = Pattern.compile("\"task_id\"\\s*:\\s*\"([^\"]+)\"");

  @TempDir static Path folder;
  private static ComposedStack stack;

  @BeforeAll
  static void start() throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("api_key"), KEY + "\n");
    Files.writeString(secrets.resolve("database_password"), PASSWORD + "\n");
    TestCertificate certificate = TestCertificate.make(folder, "localhost", "EC", 30);
    Path tls = Files.createDirectories(secrets.resolve("tls"));
    certificate.writeCertificate(tls.resolve("certificate.pem"));
    certificate.writeKey(tls.resolve("key.pem"));
    // JUnit's folder is its owner's alone, and the containers run as others
    ComposedStack.run("chmod", "-R", "a+rX", folder.toString());
    stack =
        new ComposedStack(
            ComposeFile.read(
                "compose.yaml",
                Map.of("SECRETS", secrets.toString(), "TLS_FOLDER", tls.toString())),
            folder);
    for (String service : List.of("postgres", "api", "speech", "model", "nginx", "prometheus")) {
      stack.start(service);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  /** Runs a script in which {@code curl} goes through nginx with the key. */
  private static String shell(String script) throws IOException, InterruptedException {
    String curl =
        "curl() { command curl -sS --fail-with-body --max-time 120 --cacert "
            + folder.resolve("secrets/tls/certificate.pem")
            + " --connect-to ::"
            + stack.address("nginx")
            + ":8443 -H 'Authorization: Bearer "
            + KEY
            + "' \"$@\"; }\n";
    return ComposedStack.run(
        "bash", "-euc", curl + script.replace("http://localhost:8080", "https://localhost:8443"));
  }

  /** Mixed jobs, all in the background; their number. */
  private static int submit(int times) throws IOException, InterruptedException {
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      tasks.add("{\"type\":\"llm\",\"prompt\":\"Tell me about cats, part " + i + ".\"}");
      tasks.add("{\"type\":\"tts\",\"text\":\"Sentence number " + i + " is spoken.\"}");
      tasks.add(
          "{\"type\":\"image\",\"prompt\":\"a house\",\"width\":64,\"height\":64,\"steps\":4}");
    }
    shell(
        "curl -X POST http://localhost:8080/api/v1/tasks -H 'Content-Type: application/json' -d '"
            + "{\"tasks\":["
            + String.join(",", tasks)
            + "]}'");
    return tasks.size();
  }

  private static long number(String sql) throws SQLException {
    String url = "jdbc:postgresql://" + stack.address("postgres") + "/scheduler";
    try (Connection connection = DriverManager.getConnection(url, "scheduler", PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long jobs(String condition) throws SQLException {
    return number("SELECT count(*) FROM job WHERE " + condition);
  }

  private static void awaitAllDone(long all) throws SQLException {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> jobs("status = 'succeeded'") == all);
    assertThat(jobs("true")).isEqualTo(all);
    String commits =
        "FROM job_event WHERE kind = 'state' AND CAST(data AS json) ->> 'status' = 'succeeded'";
    assertThat(number("SELECT count(*) " + commits)).as("commits").isEqualTo(all);
    assertThat(number("SELECT count(DISTINCT job_id) " + commits)).isEqualTo(all);
  }

  @Test
  @Order(1)
  void the_documented_calls_work_through_nginx() throws Exception {
    List<String> calls =
        CALL.matcher(ComposeFile.text("README.md")).results().map(c -> c.group(1)).toList();
    assertThat(calls).hasSizeGreaterThanOrEqualTo(5);
    String id = "";
    List<String> answers = new ArrayList<>();
    for (String call : calls.subList(0, 5)) {
      String answer = shell(call.replace("{task_id}", id));
      answers.add(answer);
      Matcher found = TASK_ID.matcher(answer);
      id = found.find() ? found.group(1) : id;
    }
    assertThat(answers.get(3))
        .contains(TASK_ID.matcher(answers.get(2)).results().toList().get(0).group(1));
    assertThat(answers.get(4)).contains("\"lanes\"");
    awaitAllDone(3);
    assertThat(number("SELECT count(DISTINCT node) FROM job")).as("speech, model").isEqualTo(2);
    assertThat(jobs("node = 'api'")).isZero();
  }

  @Test
  @Order(2)
  void nobody_gets_in_without_the_key_and_nginx_names_the_caller() throws Exception {
    assertThat(
            shell(
                "command curl -sSk -o /dev/null -w '%{http_code}' https://"
                    + stack.address("nginx")
                    + ":8443/api/v1/tasks"))
        .isEqualTo("401");
    assertThat(shell("curl http://localhost:8080/api/v1/whoami")).contains("admin");
    assertThat(number("SELECT count(*) FROM audit WHERE address = '172.31.240.1'")).isPositive();
  }

  @Test
  @Order(3)
  void prometheus_reaches_every_node() {
    String query =
        "command curl -sS 'http://"
            + stack.address("prometheus")
            + ":9090/api/v1/query?query=sum(up)'";
    await().atMost(PATIENCE).until(() -> shell(query).contains("\"3\""));
  }

  @Test
  @Order(4)
  void a_killed_model_node_and_a_killed_database_lose_and_repeat_nothing() throws Exception {
    long all = jobs("true") + submit(20);
    await().atMost(PATIENCE).until(() -> jobs("status = 'running' AND node = 'model'") > 0);
    stack.kill("model");
    stack.start("model");
    long more = all + submit(20);
    await().atMost(PATIENCE).until(() -> jobs("status = 'running'") > 0);
    stack.kill("postgres");
    // an outage of half a minute, as long as it says
    Thread.sleep(30_000);
    stack.start("postgres");
    awaitAllDone(more);
  }

  @Test
  @Order(5)
  void a_node_that_is_told_to_stop_loses_nothing() throws Exception {
    long all = jobs("true") + submit(20);
    await().atMost(PATIENCE).until(() -> jobs("status = 'running' AND node = 'model'") > 0);
    assertThat(stack.stop("model")).isEqualTo(143);
    assertThat(Files.readString(stack.log("model"))).contains(" - stopped");
    assertThat(jobs("status = 'running' AND node = 'model'")).isZero();
    stack.start("model");
    awaitAllDone(all);
  }

  @Test
  @Order(6)
  void nodes_write_to_their_volumes_and_folders_in_memory_alone() throws Exception {
    for (String node : List.of("api", "speech", "model")) {
      assertThat(stack.strayFiles(node)).as(node).isEmpty();
    }
  }
}
