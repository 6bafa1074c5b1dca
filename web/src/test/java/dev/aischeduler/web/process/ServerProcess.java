package dev.aischeduler.web.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** A server in a process of its own, with its files in a folder, and a client of its REST API. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("is ready: (http://\\S+)");
  private static final Pattern THREAD = Pattern.compile("^\"([^\"]+)\" #", Pattern.MULTILINE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String address;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServerProcess(Process process, String address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  static ServerProcess start(Path folder, String... options) throws IOException {
    return start(folder, Map.of(), options);
  }

  /**
   * Starts a server.
   *
   * @param folder its working folder
   * @param environment further environment variables
   */
  static ServerProcess start(Path folder, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.add("-Dh2.bindAddress=127.0.0.1");
    command.add("-Dai_scheduler.home=" + System.getProperty("ai_scheduler.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.aischeduler.web.Main", "serve", "--port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return start(folder, builder);
  }

  /** Starts a server by a command that becomes it. */
  static ServerProcess start(Path folder, ProcessBuilder builder) throws IOException {
    Path log = Files.createTempFile(folder, "server", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    String address;
    try {
      address =
          await()
              .atMost(Duration.ofMinutes(3))
              .failFast(() -> ended(process, log))
              .until(() -> address(log), found -> !found.isEmpty());
    } catch (ConditionTimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("the server does not start: " + Files.readString(log), e);
    }
    return new ServerProcess(process, address, log);
  }

  /** Variables that give memory back as a server that the launcher starts does. */
  static Map<String, String> launcherMemory() {
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        "-Xms112m -XX:+AlwaysPreTouch -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40",
        "MALLOC_ARENA_MAX",
        "2",
        "MALLOC_MMAP_THRESHOLD_",
        "1048576",
        "MALLOC_TRIM_THRESHOLD_",
        "4194304");
  }

  private static void ended(Process process, Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended: " + Files.readString(log));
    }
  }

  private static String address(Path log) throws IOException {
    Matcher ready = READY.matcher(Files.readString(log));
    return ready.find() ? ready.group(1) : "";
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address + path)).header("Accept", "application/json"));
  }

  /** Submits and returns the job's id without waiting for its end. */
  String submit(String path, String body) throws IOException, InterruptedException {
    JsonNode job =
        send(
            HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    return job.get("task_id").asText();
  }

  /** Cancels a job; returns its status. */
  String cancel(String id) throws IOException, InterruptedException {
    return post("/api/v1/task/" + id + "/cancel").get("status").asText();
  }

  /** The answer to POST of a JSON text. */
  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The answer to POST without a body. */
  JsonNode post(String path) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Jobs whose bookkeeping this node had to repair; a healthy system needs none, ever. */
  int recovered() throws IOException, InterruptedException {
    return get("/api/v1/system/resources").at("/repairs/recovered").asInt(-1);
  }

  String status(String id) throws IOException, InterruptedException {
    return get("/api/v1/task/status/" + id).get("status").asText();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** The body of an answer that must be 503. */
  String unready(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = call(path);
    if (answer.statusCode() != 503) {
      throw new IOException("expected 503, got " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Returns when every model is loaded. */
  void awaitReady() {
    await("all models")
        .atMost(Duration.ofMinutes(1))
        .until(() -> call("/readyz").statusCode() == 200);
  }

  /** Where the server is reached. */
  String address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** The answer to GET, whatever it is. */
  HttpResponse<String> call(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(1)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Submits a text job; the answer comes when it is done. */
  CompletableFuture<HttpResponse<String>> callAndWait(String body) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(address + "/api/v1/llm/generate"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The id of the job that an answer shows. */
  static String id(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body()).get("task_id").asText();
  }

  /** Names of the process's Java threads. */
  List<String> threads() throws IOException {
    return THREAD.matcher(jcmd("Thread.print")).results().map(found -> found.group(1)).toList();
  }

  /** Collects all garbage of the Java heap, which then shrinks. */
  void collectGarbage() throws IOException {
    jcmd("GC.run");
  }

  private String jcmd(String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What the process has printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns when the process has ended. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not stop");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
