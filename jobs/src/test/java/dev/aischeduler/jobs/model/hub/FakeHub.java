package dev.aischeduler.jobs.model.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.model.hub.files.FileRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hub on this machine that speaks the part of Hugging Face's interface that pulling needs, and
 * misbehaves on demand: each file has a queue of faults, one for each request.
 */
public final class FakeHub implements AutoCloseable {
  /** The commit that every branch names. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Map<String, byte[]>> repositories = new ConcurrentHashMap<>();
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What a client asked; the headers are empty when it did not send them. */
  public record Request(String path, String range, String authorization) {}

  /** A way to answer wrongly. */
  @FunctionalInterface
  public interface Fault {
    /** Answers. */
    void answer(HttpExchange exchange, byte[] content) throws Exception;
  }

  /** Starts it on a free port. */
  public FakeHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Its address. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Serves a folder's files as a repository. */
  public FakeHub repository(String name, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(name, folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Serves a file. */
  public FakeHub put(String repository, String path, byte[] content) {
    repositories.computeIfAbsent(repository, r -> new TreeMap<>()).put(path, content);
    return this;
  }

  /** The next requests of a file go wrong, each in one way. */
  public FakeHub fault(String path, Fault... next) {
    faults.computeIfAbsent(path, p -> new ArrayDeque<>()).addAll(List.of(next));
    return this;
  }

  /** What was asked so far, oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What was asked of one file. */
  public List<Request> requests(String path) {
    return requests.stream().filter(r -> r.path().endsWith("/" + path)).toList();
  }

  /** Sends some bytes of all, then breaks the connection. */
  public static Fault cutAfter(int bytes) {
    return (exchange, content) -> {
      int from = from(exchange);
      exchange.getResponseHeaders().set("ETag", etag(content));
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
      exchange.getResponseBody().write(content, from, bytes);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Sends some bytes of all, then neither more nor an end until the latch opens. */
  public static Fault holdingAfter(int bytes, CountDownLatch go) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("ETag", etag(content));
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      go.await();
    };
  }

  /** Sends all from the start, whatever range was asked for. */
  public static Fault ignoringRange() {
    return (exchange, content) -> send(exchange, 200, content);
  }

  /** Sends the asked range of a version with another tag, although If-Range forbids it. */
  public static Fault rangeOfAnotherVersion() {
    return (exchange, content) -> {
      int from = from(exchange);
      exchange.getResponseHeaders().set("ETag", "\"another\"");
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      exchange.sendResponseHeaders(206, content.length - from);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content, from, content.length - from);
      }
    };
  }

  /** Sends the right number of wrong bytes. */
  public static Fault corrupting() {
    return (exchange, content) -> {
      byte[] wrong = content.clone();
      wrong[wrong.length / 2] ^= 1;
      exchange.getResponseHeaders().set("ETag", etag(content));
      send(exchange, 200, wrong);
    };
  }

  /** Announces and sends other bytes. */
  public static Fault sending(byte[] other) {
    return (exchange, content) -> send(exchange, 200, other);
  }

  /** Sends more than was listed, without announcing a length. */
  public static Fault endless() {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content);
        out.write(content);
      }
    };
  }

  /** Answers with a status and nothing else. */
  public static Fault status(int status, String header, String value) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set(header, value);
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /** Sends the client elsewhere. */
  public static Fault redirect(String location) {
    return status(302, "Location", location);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request(path, header(exchange, "Range"), header(exchange, "Authorization")));
    try {
      answer(exchange, path);
    } catch (Exception e) {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, String path) throws Exception {
    String[] parts = path.substring(1).split("/", 7);
    if (path.startsWith("/api/models/")) {
      String repository = parts[2] + "/" + parts[3];
      String below = parts.length > 6 ? parts[6] + "/" : "";
      byte[] json = parts[4].equals("tree") ? tree(repository, below) : revision();
      json(exchange, repositories.containsKey(repository) ? json : null);
      return;
    }
    String repository = parts[0] + "/" + parts[1];
    String raw = exchange.getRequestURI().getRawPath().split("/", 6)[5];
    String file = URLDecoder.decode(raw, StandardCharsets.UTF_8);
    byte[] content = repositories.getOrDefault(repository, Map.of()).get(file);
    Queue<Fault> queue = faults.getOrDefault(file, new ArrayDeque<>());
    Fault fault = queue.poll();
    if (content == null) {
      json(exchange, null);
    } else if (fault != null) {
      fault.answer(exchange, content);
    } else {
      honest(exchange, content);
    }
  }

  private static void honest(HttpExchange exchange, byte[] content) throws IOException {
    int from = from(exchange);
    String condition = header(exchange, "If-Range");
    exchange.getResponseHeaders().set("ETag", etag(content));
    if (from <= 0 || !(condition.isEmpty() || condition.equals(etag(content)))) {
      send(exchange, 200, content);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    exchange.sendResponseHeaders(206, content.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content, from, content.length - from);
    }
  }

  /** Large files are told with their SHA-256, small ones with Git's id, as on the real hub. */
  private byte[] tree(String repository, String below) throws Exception {
    ArrayNode entries = Json.mapper().createArrayNode();
    for (Map.Entry<String, byte[]> file :
        repositories.getOrDefault(repository, Map.of()).entrySet()) {
      if (file.getKey().startsWith(below)) {
        ObjectNode entry = entries.addObject();
        byte[] content = file.getValue();
        entry.put("type", "file").put("path", file.getKey()).put("size", content.length);
        if (FileRules.isWeights(file.getKey())) {
          entry.put("oid", "0".repeat(40));
          entry.putObject("lfs").put("oid", hash("SHA-256", content)).put("size", content.length);
        } else {
          byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
          entry.put("oid", hash("SHA-1", head, content));
        }
      }
    }
    return Json.mapper().writeValueAsBytes(entries);
  }

  private static byte[] revision() throws IOException {
    ObjectNode info = Json.mapper().createObjectNode().put("sha", COMMIT);
    info.putObject("cardData").put("license", "apache-2.0");
    return Json.mapper().writeValueAsBytes(info);
  }

  private static String hash(String algorithm, byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String etag(byte[] content) throws IOException {
    try {
      return '"' + hash("SHA-256", content).substring(0, 16) + '"';
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static int from(HttpExchange exchange) {
    String range = header(exchange, "Range");
    return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void json(HttpExchange exchange, byte @Nullable [] body) throws IOException {
    if (body == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, 200, body);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
