package dev.aischeduler.client;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What is done with bulk runs: {@link AiScheduler#bulk}. Thread-safe. */
public final class BulkCalls {
  private static final String BULK = "/api/v1/bulk";
  private static final int OK = 200;
  private static final int KNOWN = 204;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Transport transport;
  private final Download download;

  BulkCalls(Transport transport) {
    this.transport = transport;
    this.download = new Download(transport);
  }

  private Duration total() {
    return transport.settings().totalTimeout();
  }

  /**
   * Sends a manifest (CSV, JSON lines, an OpenAI batch; also packed by gzip) and starts its run:
   * {@code response.as(BulkRun.class)}. The file may be larger than memory.
   */
  public ClientResponse submit(Path manifest, BulkOptions options, UploadProgress progress) {
    return Sync.await(submitAsync(manifest, options, progress));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> submitAsync(
      Path manifest, BulkOptions options, UploadProgress progress) {
    String own = options.idempotencyKey();
    String key = own == null ? UUID.randomUUID().toString() : own;
    Call call =
        new FileCall(transport.settings().at(BULK + options.query()), manifest, key, progress);
    return transport.run(
        total(), operation -> transport.send(operation, call).thenApply(ClientResponse::of));
  }

  /** How far a run is: {@code response.as(BulkRun.class)}. */
  public ClientResponse status(UUID run) {
    return Sync.await(statusAsync(run));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> statusAsync(UUID run) {
    return transport.run(
        total(), operation -> transport.get(operation, path(run)).thenApply(ClientResponse::of));
  }

  /**
   * Waits until a run is over and tells its states meanwhile. A success says that it is over,
   * whatever came of its items: {@link BulkRun#status}.
   *
   * @param atMost longest time to wait
   */
  public ClientResponse await(UUID run, Duration atMost, Consumer<BulkRun> onChange) {
    return Sync.await(awaitAsync(run, atMost, onChange));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> awaitAsync(
      UUID run, Duration atMost, Consumer<BulkRun> onChange) {
    EventCall events =
        new EventCall(
            last ->
                EventCall.behind(
                    HttpRequest.newBuilder(transport.settings().at(path(run) + "/events")), last),
            event -> {
              if (event.name().equals("run")) {
                tell(onChange, event);
              }
            });
    return transport.run(atMost, operation -> follow(operation, run, events));
  }

  private static void tell(Consumer<BulkRun> onChange, ServerEvent event) {
    BulkRun state = Json.read(event.data(), BulkRun.class);
    if (state != null) {
      Workers.tell(onChange, state);
    }
  }

  private CompletableFuture<ClientResponse> follow(
      Operation operation, UUID run, EventCall events) {
    return transport
        .send(operation, events)
        .thenCompose(
            reply ->
                reply.status() == OK || reply.status() == KNOWN
                    ? end(operation, run, events)
                    : CompletableFuture.completedFuture(ClientResponse.of(reply)));
  }

  private CompletableFuture<ClientResponse> end(Operation operation, UUID run, EventCall events) {
    return transport
        .get(operation, path(run))
        .thenCompose(
            reply -> {
              ClientResponse response = ClientResponse.of(reply);
              boolean over = !response.isSuccess() || response.as(BulkRun.class).status().isFinal();
              return over
                  ? CompletableFuture.completedFuture(response)
                  : transport
                      .pause(operation, PAUSE)
                      .thenCompose(nothing -> follow(operation, run, events));
            });
  }

  /** Cancels a run and its tasks; one that is over stays as it is. */
  public ClientResponse cancel(UUID run) {
    return Sync.await(cancelAsync(run));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> cancelAsync(UUID run) {
    Call call = new Plain("POST", transport.settings().at(path(run) + "/cancel"), true);
    return transport.run(
        total(), operation -> transport.send(operation, call).thenApply(ClientResponse::of));
  }

  /**
   * Saves results of a run, also while it goes on.
   *
   * @param file such as {@code results.jsonl}, {@code results.csv}, {@code results.zip}, {@code
   *     rejects.csv}, {@code contact.png}, {@code sound.wav}; docs/bulk.md has all
   */
  public ClientResponse download(UUID run, String file, Path to) {
    return Sync.await(downloadAsync(run, file, to));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> downloadAsync(UUID run, String file, Path to) {
    return transport.run(
        total(), operation -> download.save(operation, path(run) + "/" + Query.segment(file), to));
  }

  private static String path(UUID run) {
    return BULK + "/" + run;
  }
}
