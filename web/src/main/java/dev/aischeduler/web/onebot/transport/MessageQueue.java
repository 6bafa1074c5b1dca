package dev.aischeduler.web.onebot.transport;

import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.web.api.http.SerialTask;
import dev.aischeduler.web.onebot.protocol.MessageEvent;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of one connection, taken one after the other on the workers. While the database is away
 * they wait. Thread-safe.
 */
final class MessageQueue {
  private static final Logger LOG = LoggerFactory.getLogger(MessageQueue.class);
  private static final int MOST = 10_000;
  private static final int RETRY_S = 1;

  private final Queue<MessageEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Consumer<MessageEvent> sink;
  private final SerialTask task;
  private final Executor later;

  /**
   * @param sink takes a message; may wait for the database
   */
  MessageQueue(Consumer<MessageEvent> sink, Executor workers) {
    this.sink = sink;
    this.task = new SerialTask(workers, this::drain);
    this.later = CompletableFuture.delayedExecutor(RETRY_S, TimeUnit.SECONDS, workers);
  }

  /** Adds a message; false when there are too many. */
  boolean add(MessageEvent event) {
    if (count.incrementAndGet() > MOST) {
      count.decrementAndGet();
      return false;
    }
    waiting.add(event);
    task.wake();
    return true;
  }

  private void drain() {
    MessageEvent event = waiting.peek();
    while (event != null) {
      try {
        sink.accept(event);
      } catch (RuntimeException e) {
        if (Outage.isDatabaseError(e)) {
          LOG.warn(
              "messages of the bot {} wait for the database: {}", event.selfId(), e.toString());
          later.execute(task::wake);
          return;
        }
        LOG.error("a message of the bot {} could not be taken", event.selfId(), e);
      }
      waiting.remove();
      count.decrementAndGet();
      event = waiting.peek();
    }
  }
}
