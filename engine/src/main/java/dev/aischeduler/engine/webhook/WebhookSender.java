package dev.aischeduler.engine.webhook;

import java.util.concurrent.CompletableFuture;

/**
 * Posts messages over HTTP. An implementation follows no redirects, talks to no address but those
 * that {@link AddressRules} allow, and bounds time and size of the answer. Thread-safe.
 */
public interface WebhookSender extends AutoCloseable {
  /**
   * Posts a message; does not block.
   *
   * @return the status of the answer; a failure with a message for people when there is none
   */
  CompletableFuture<Integer> send(Message message);

  @Override
  void close();

  /** One that cannot send. */
  static WebhookSender none() {
    return new WebhookSender() {
      @Override
      public CompletableFuture<Integer> send(Message message) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("this process cannot send webhooks"));
      }

      @Override
      public void close() {
        // it holds nothing
      }
    };
  }
}
