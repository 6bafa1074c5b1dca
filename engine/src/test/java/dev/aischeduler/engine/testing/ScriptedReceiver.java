package dev.aischeduler.engine.testing;

import dev.aischeduler.engine.webhook.Message;
import dev.aischeduler.engine.webhook.WebhookSender;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes webhooks in place of receivers on the network. Thread-safe. */
public final class ScriptedReceiver implements WebhookSender {
  /** What arrived, in order. */
  public final List<Message> messages = new CopyOnWriteArrayList<>();

  /** What {@link #send} returns; an answer of 200 at first. */
  public volatile CompletableFuture<Integer> answer = CompletableFuture.completedFuture(200);

  @Override
  public CompletableFuture<Integer> send(Message message) {
    messages.add(message);
    return answer;
  }

  @Override
  public void close() {
    // it holds nothing
  }
}
