package dev.aischeduler.bench.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What some clients that chat at once measured together.
 *
 * @param tokensPerSecond tokens of all answers over the time that they took
 * @param promptTokens of each chat
 * @param tokensEach tokens of an answer, on average
 * @param answers number of answers
 */
record Talk(double tokensPerSecond, int promptTokens, int tokensEach, int answers) {

  /**
   * Some clients chat at once.
   *
   * @param chatsEach chats that each has one after the other
   * @param limit when it is over no further chat begins
   */
  static Talk of(ApiClient client, int clients, int chatsEach, Duration limit)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<List<JsonNode>>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int first = i * chatsEach;
        all.add(() -> chats(client, first, chatsEach, System.nanoTime() + limit.toNanos()));
      }
      long begin = System.nanoTime();
      long tokens = 0;
      int prompt = 0;
      int answers = 0;
      for (Future<List<JsonNode>> each : threads.invokeAll(all)) {
        for (JsonNode usage : each.get()) {
          tokens += usage.path("completion_tokens").asLong();
          prompt = usage.path("prompt_tokens").asInt();
          answers++;
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Talk(tokens / seconds, prompt, (int) (tokens / answers), answers);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a chat failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<JsonNode> chats(ApiClient client, int firstSeed, int count, long end) {
    List<JsonNode> usages = new ArrayList<>();
    for (int i = 0; i < count && (i == 0 || System.nanoTime() < end); i++) {
      usages.add(Requests.chat(client, firstSeed + i));
    }
    return usages;
  }
}
