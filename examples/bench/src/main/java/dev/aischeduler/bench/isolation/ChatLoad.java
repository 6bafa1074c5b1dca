package dev.aischeduler.bench.isolation;

import dev.aischeduler.web.client.ApiClient;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Clients that chat without a pause until they are closed. Thread-safe. */
final class ChatLoad implements AutoCloseable {
  /** Fills the default batch of 8, also while some clients are between two chats. */
  static final int CLIENTS = 12;

  private static final long LAST_ANSWERS_S = 60;

  private final ApiClient client;
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicInteger seeds = new AtomicInteger();
  private final LongAdder tokens = new LongAdder();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closed;

  private ChatLoad(ApiClient client) {
    this.client = client;
  }

  /** Begins to chat. */
  static ChatLoad start(ApiClient client) {
    ChatLoad load = new ChatLoad(client);
    for (int i = 0; i < CLIENTS; i++) {
      load.threads.execute(load::chat);
    }
    return load;
  }

  private void chat() {
    try {
      while (!closed) {
        tokens.add(
            Requests.chat(client, seeds.incrementAndGet()).path("completion_tokens").asLong());
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Tokens of all answers so far.
   *
   * @throws IllegalStateException when a chat failed
   */
  long tokens() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a chat failed: " + failed.getMessage(), failed);
    }
    return tokens.sum();
  }

  /** Waits for the last answers. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    try {
      threads.awaitTermination(LAST_ANSWERS_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }
}
