package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aischeduler.db.Dialect;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that cost many times their bytes when they stand in memory, in a heap of 512 MiB. */
@Tag("drill")
final class HostileJsonTest {
  private static final int MIB = 1 << 20;
  private static final int AT_ONCE = 10;
  private static final int SMALL_AT_ONCE = 20;

  /** A body: a beginning, and then the same up to a length. */
  private record Shape(String begin, String repeated) {}

  private static final String TASK = "{\"type\":\"llm\",\"prompt\":\"a\"";
  private static final List<Shape> BULK =
      List.of(
          new Shape("{\"tasks\":[", "{},"),
          new Shape("{\"tasks\":[", "[],"),
          new Shape("{\"tasks\":[", "1,"),
          new Shape("{\"tasks\":[", TASK + "},"),
          new Shape("{\"tasks\":[" + TASK + ",\"messages\":[", "{},"),
          new Shape("{\"tasks\":[" + TASK + ",\"messages\":[", "{\"role\":\"\"},"),
          new Shape("{\"tasks\":[" + TASK + ",\"tags\":[", "\"a\","),
          new Shape("{\"tasks\":[" + TASK + ",\"x\":", "[["),
          new Shape("{\"tasks\":[" + TASK + ",\"x\":\"", "x"),
          new Shape("{\"tasks\":[" + TASK + ",\"x\":\"", "\\u4e2d"),
          new Shape("{\"tasks\":[" + TASK + ",\"", "x"),
          new Shape("{\"tasks\":", "9"),
          new Shape("", " "),
          new Shape("", "{\"a\":"));
  private static final List<Shape> SINGLE =
      List.of(
          new Shape("{\"prompt\":\"a\",\"messages\":[", "{},"),
          new Shape("{\"prompt\":\"a\",\"tags\":[", "1,"),
          new Shape("{\"prompt\":\"a\",\"x\":[", "[],"),
          new Shape("{\"prompt\":\"a\",\"x\":\"", "x"));

  /** What threads and pools keep to read the next body with; a leak of bodies is hundreds. */
  private static final long MOST_HEAP_GROWTH = 40L * MIB;

  @TempDir private Path folder;
  private Duration slowestHealth = Duration.ZERO;
  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void bodies_of_any_shape_are_refused_and_the_server_lives(Dialect dialect) throws Exception {
    // bodies are refused before the database is asked: the second one is worth a full drill only
    assumeTrue(dialect == Dialect.H2 || Drills.full(), "with -Ddrills=full");
    if (dialect == Dialect.H2) {
      try (ServerProcess server = ServerProcess.start(folder)) {
        attack(server, dialect);
      }
      return;
    }
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server =
            ServerProcess.start(
                Files.createDirectories(folder.resolve("server")),
                "--set",
                "database.url=" + database.url())) {
      attack(server, dialect);
    }
  }

  private void attack(ServerProcess server, Dialect dialect) throws Exception {
    int length = Drills.size(8, 64) * MIB - 1024;
    server.awaitReady();
    assertRefused(server, "/api/v1/tasks", BULK.get(0), MIB, AT_ONCE);
    ServerFigures before = ServerFigures.of(server);
    long start = System.nanoTime();
    for (Shape shape : BULK) {
      assertRefused(server, "/api/v1/tasks", shape, length, AT_ONCE);
    }
    for (Shape shape : SINGLE) {
      assertRefused(server, "/api/v1/llm/generate", shape, MIB - 1024, SMALL_AT_ONCE);
    }
    ServerFigures after = ServerFigures.of(server);
    assertThat(server.log()).doesNotContain("OutOfMemory", " ERROR ", "\tat ");
    assertThat(after.heap()).isLessThan(before.heap() + MOST_HEAP_GROWTH);
    Drills.report(
        "%d shapes of hostile JSON on %s, %d at once of %d MiB: all refused in %d s in a heap of"
            + " 512 MiB, slowest health %d ms; heap %d MiB before, %d MiB after",
        BULK.size(),
        dialect,
        AT_ONCE,
        length / MIB + 1,
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        slowestHealth.toMillis(),
        before.heap() >> 20,
        after.heap() >> 20);
  }

  private void assertRefused(ServerProcess server, String path, Shape shape, int length, int atOnce)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Repeating(shape, length)))
            .build();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      answers.add(
          http.sendAsync(request, BodyHandlers.discarding()).thenApply(r -> r.statusCode()));
    }
    while (!answers.stream().allMatch(CompletableFuture::isDone)) {
      assertHealthy(server);
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.join()).as(path + " " + shape).isBetween(400, 499);
    }
  }

  private void assertHealthy(ServerProcess server) throws Exception {
    long start = System.nanoTime();
    assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    slowestHealth = took.compareTo(slowestHealth) > 0 ? took : slowestHealth;
  }

  /** The bytes of a shape; it needs no memory. */
  private static final class Repeating extends InputStream {
    private final byte[] begin;
    private final byte[] block;
    private final int length;
    private int sent;

    Repeating(Shape shape, int length) {
      this.begin = shape.begin().getBytes(StandardCharsets.UTF_8);
      this.block = shape.repeated().repeat(1000).getBytes(StandardCharsets.UTF_8);
      this.length = length;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int most) {
      if (sent >= length) {
        return -1;
      }
      byte[] from = sent < begin.length ? begin : block;
      int at = sent < begin.length ? sent : (sent - begin.length) % block.length;
      int count = Math.min(Math.min(most, from.length - at), length - sent);
      System.arraycopy(from, at, target, offset, count);
      sent += count;
      return count;
    }
  }
}
