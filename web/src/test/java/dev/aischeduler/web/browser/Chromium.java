package dev.aischeduler.web.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium, steered through its DevTools protocol. Used by one thread. */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final Replies replies;
  private int lastId;

  private Chromium(Process process, Path profile, WebSocket socket, Replies replies) {
    this.process = process;
    this.profile = profile;
    this.socket = socket;
    this.replies = replies;
  }

  /** The installed browser, if there is one. */
  static Optional<Path> installed() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  /** Starts a browser with an empty page. */
  static Chromium start(Path program) throws Exception {
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("out.log").toFile())
            .start();
    Replies replies = new Replies();
    String target = pageTarget(profile, process);
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(target), replies)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Chromium chromium = new Chromium(process, profile, socket, replies);
    chromium.call("Page.enable", Map.of());
    chromium.call("Runtime.enable", Map.of());
    chromium.call("Log.enable", Map.of());
    return chromium;
  }

  /** Opens an address in a window of this width in pixels and forgets earlier errors. */
  void open(String address, int width) throws Exception {
    replies.errors.clear();
    Map<String, Object> window =
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false);
    call("Emulation.setDeviceMetricsOverride", window);
    call("Page.navigate", Map.of("url", address));
  }

  /** Saves what the page looks like now. */
  void screenshot(Path file) throws Exception {
    String png =
        call("Page.captureScreenshot", Map.of("captureBeyondViewport", true)).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(png));
  }

  /** The address of the first page's DevTools, once the browser has written its port. */
  private static String pageTarget(Path profile, Process process) throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException(Files.readString(profile.resolve("out.log")));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    String port = Files.readAllLines(file).get(0);
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    HttpRequest request = HttpRequest.newBuilder(list).build();
    String pages = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    for (JsonNode target : Json.mapper().readTree(pages)) {
      if (target.path("type").asText().equals("page")) {
        return target.path("webSocketDebuggerUrl").asText();
      }
    }
    throw new IOException("the browser has no page");
  }

  /** The value of a JavaScript expression. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until a JavaScript expression is true. */
  void await(String expression) throws Exception {
    String wait =
        "new Promise((done, fail) => { const end = Date.now() + "
            + PATIENCE.toMillis()
            + "; const look = () => ("
            + expression
            + ") ? done(true) : Date.now() > end ? fail(new Error('never true: '"
            + " + document.body.innerText)) : setTimeout(look, 50); look(); })";
    evaluate(wait);
  }

  /** Errors that the page or its policy reported so far. */
  List<String> errors() {
    return List.copyOf(replies.errors);
  }

  private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
    lastId++;
    ObjectNode message = Json.mapper().createObjectNode().put("id", lastId).put("method", method);
    message.set("params", Json.mapper().valueToTree(parameters));
    socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    while (true) {
      JsonNode answer = replies.answers.poll(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("no answer to " + method);
      }
      if (answer.path("id").asInt() == lastId) {
        return answer.path("result");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** Gathers what the browser sends. */
  private static final class Replies implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(String message) {
      try {
        JsonNode node = Json.mapper().readTree(message);
        String method = node.path("method").asText();
        JsonNode entry = node.path("params").path("entry");
        if (method.equals("Runtime.exceptionThrown")) {
          errors.add(node.path("params").toString());
        } else if (entry.path("level").asText().equals("error")) {
          errors.add(entry.path("text").asText() + " " + entry.path("url").asText());
        }
        if (node.has("id")) {
          answers.add(node);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
