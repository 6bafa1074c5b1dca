package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.web.api.http.BodyLimits;
import dev.aischeduler.web.api.http.ClientLimits;
import dev.aischeduler.web.api.sse.EventStream;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.Streams;
import dev.aischeduler.web.app.LogLines;
import dev.aischeduler.web.app.RawConnection;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Clients that read or send slowly, or go away, hold little and nothing that others need. */
final class SlowClientsTest {
  private static final int WORKERS = 2;
  private static final int CLIENTS = 8;
  private static final int UNFINISHED = 2;

  /** More than the system keeps for one connection on its own. */
  private static final long MOST_READ = 16 << 20;

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String WEB = "dev.aischeduler.web.api";
  private static final ClientLimits LIMITS =
      new ClientLimits(
          WORKERS,
          100,
          Duration.ofSeconds(1),
          new BodyLimits(UNFINISHED, 1024, Duration.ofSeconds(1), 1 << 20));

  private final AtomicInteger small = new AtomicInteger();
  private final Queue<Endless> downloads = new ConcurrentLinkedQueue<>();
  private final Queue<EventStream> streams = new ConcurrentLinkedQueue<>();
  private final SmallServer server = new SmallServer(LIMITS, CLIENTS, this::routes);

  /** A file without an end. */
  private static final class Endless extends InputStream {
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean closed;

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      taken.addAndGet(length);
      return length;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Tells a history of this many characters, then every event. */
  private record Everything(int history) implements StreamContent {
    @Override
    public boolean begin(EventWriter to) {
      to.send("history", 0, "x".repeat(history));
      return false;
    }

    @Override
    public boolean on(JobEvent event, EventWriter to) {
      to.send(event.kind(), event.seq(), event.data());
      return false;
    }

    @Override
    public boolean onIdle(EventWriter to) {
      return false;
    }

    @Override
    public void onFailure(RuntimeException cause, EventWriter to) {
      to.send("error", 0, String.valueOf(cause.getMessage()));
    }
  }

  private void routes(RoutesConfig routes, Streams open) {
    routes.get(
        "/small",
        ctx -> {
          small.incrementAndGet();
          ctx.result("x".repeat(8000));
        });
    routes.post("/body", ctx -> ctx.result("got " + ctx.bodyAsBytes().length));
    routes.get(
        "/file",
        ctx -> {
          Endless file = new Endless();
          downloads.add(file);
          ctx.result(file);
        });
    routes.get("/events", ctx -> open(ctx, open, 0));
    routes.get("/history", ctx -> open(ctx, open, (int) MOST_READ));
  }

  private void open(Context ctx, Streams open, int history) {
    BlockedCallerLimit.Place place = open.place();
    EventStream stream = open.prepare(ctx, new Everything(history));
    streams.add(stream);
    open.answer(ctx, stream, place, () -> streams.remove(stream));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawConnection get(String path) {
    return RawConnection.sent(server.address(), RawConnection.head("GET", path, 0));
  }

  private RawConnection post(String start, int length) {
    return RawConnection.sent(
        server.address(), RawConnection.head("POST", "/body", length) + start);
  }

  private void othersAreAnswered() throws Exception {
    HttpRequest small = HttpRequest.newBuilder(URI.create(server.address() + "/small")).build();
    assertThat(
            HttpClient.newHttpClient()
                .sendAsync(small, BodyHandlers.ofString())
                .get(20, TimeUnit.SECONDS)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void downloads_that_nobody_reads_take_little_and_are_ended() throws Exception {
    List<RawConnection> clients = clients("/file");
    await().atMost(SOON).until(() -> downloads.size() == CLIENTS);
    othersAreAnswered();
    await().atMost(SOON).until(() -> downloads.stream().allMatch(file -> file.closed));
    assertThat(downloads).allSatisfy(file -> assertThat(file.taken.get()).isLessThan(MOST_READ));
    clients.forEach(RawConnection::close);
  }

  @Test
  void streams_that_nobody_reads_lose_events_never_the_publishers_time_and_are_ended()
      throws Exception {
    List<RawConnection> clients = clients("/events");
    await().atMost(SOON).until(() -> streams.size() == CLIENTS);
    assertThat(server.hasPlace()).isFalse();
    String data = "x".repeat(1 << 16);
    // far more than the system keeps for the connections
    for (int i = 1; i <= 1000; i++) {
      JobEvent event = new JobEvent(i, new UUID(0, 1), Instant.EPOCH, "token", data);
      streams.forEach(stream -> stream.accept(event));
    }
    othersAreAnswered();
    await().atMost(SOON).until(streams::isEmpty);
    assertThat(server.hasPlace()).isTrue();
    clients.forEach(RawConnection::close);
  }

  @Test
  void a_stream_that_is_not_read_is_ended() throws Exception {
    List<RawConnection> clients = clients("/history");
    await().atMost(SOON).until(() -> streams.size() == CLIENTS);
    othersAreAnswered();
    await().atMost(SOON).until(streams::isEmpty);
    assertThat(server.hasPlace()).isTrue();
    clients.forEach(client -> assertThat(client.rest().length()).isLessThan((int) MOST_READ));
  }

  @Test
  void small_answers_that_nobody_reads_hold_no_worker() throws Exception {
    String many = RawConnection.head("GET", "/small", 0).repeat(2000);
    List<RawConnection> clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> new RawConnection(server.address())).toList();
    List<Thread> sending =
        clients.stream()
            .map(client -> new Thread(() -> assertThat(client.send(many)).isNotNull()))
            .toList();
    sending.forEach(thread -> thread.setDaemon(true));
    sending.forEach(Thread::start);
    for (RawConnection client : clients) {
      // the answers have begun
      assertThat(client.read(12)).startsWith("HTTP/1.1 200");
    }
    int before;
    do {
      before = small.get();
      othersAreAnswered();
      // until the answers of those who do not read have filled what the system keeps for them
    } while (small.get() > before + 1);
    assertThat(small.get()).isLessThan(CLIENTS * 2000);
    clients.forEach(RawConnection::reset);
  }

  private List<RawConnection> clients(String path) {
    return IntStream.range(0, CLIENTS).mapToObj(i -> get(path)).toList();
  }

  @Test
  void unfinished_bodies_beyond_the_limit_are_refused_and_slow_ones_time_out() {
    int more = 2;
    List<RawConnection> unfinished = new ArrayList<>();
    for (int i = 0; i < UNFINISHED + more; i++) {
      unfinished.add(post("{", 100));
    }
    assertThat(post("{}", 2).read(12)).isEqualTo("HTTP/1.1 200");
    List<String> answers = unfinished.stream().map(RawConnection::rest).toList();
    assertThat(answers)
        .filteredOn(answer -> answer.startsWith("HTTP/1.1 503"))
        .hasSize(more)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .contains("Retry-After", "application/problem+json", "received already"));
    assertThat(answers)
        .filteredOn(answer -> answer.startsWith("HTTP/1.1 408"))
        .hasSize(UNFINISHED)
        .allSatisfy(answer -> assertThat(answer).contains("body-too-slow"));
    // the places are free again
    assertThat(post("{", 100).rest()).startsWith("HTTP/1.1 408");
  }

  @Test
  void a_body_that_stops_may_not_rest_on_what_it_sent_before() {
    try (RawConnection client = post("x".repeat(100_000), 900_000)) {
      assertThat(client.rest()).startsWith("HTTP/1.1 408").contains("body-too-slow");
    }
  }

  @Test
  void a_client_that_goes_away_frees_its_place_and_is_one_line_of_the_log() throws Exception {
    for (String path : List.of("/file", "/events", "/body")) {
      Logger web = (Logger) LoggerFactory.getLogger(WEB);
      web.setLevel(Level.DEBUG);
      try (LogLines log = new LogLines()) {
        RawConnection client = path.equals("/body") ? post("{", 100) : get(path);
        if (!path.equals("/body")) {
          assertThat(client.read(12)).isEqualTo("HTTP/1.1 200");
        } else {
          othersAreAnswered();
        }
        client.reset();
        await().atMost(SOON).until(() -> !log.of(WEB).isEmpty());
        await()
            .atMost(SOON)
            .until(() -> streams.isEmpty() && downloads.stream().allMatch(file -> file.closed));
        othersAreAnswered();
        assertThat(log.of(WEB)).as(path).hasSize(1).first().asString().contains("[DEBUG]");
      } finally {
        web.setLevel(null);
      }
    }
    // more than there are places, if those of the clients that went were still taken
    for (int i = 0; i < 2 * UNFINISHED; i++) {
      post("{", 100).reset();
    }
    await()
        .atMost(SOON)
        .until(() -> Stream.of(post("{", 100)).allMatch(c -> !c.rest().contains(" 503 ")));
  }
}
