package dev.aischeduler.bench.isolation;

import dev.aischeduler.web.client.ApiClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a span of time: by the server's own accounting, and by its clients' counts.
 *
 * @param seconds its length
 * @param llmSeconds seconds that chats held the device
 * @param imageSeconds seconds that pictures held the device
 * @param tokens of the answers that the clients got
 * @param pictures that were drawn, with parts
 */
record Window(
    double seconds, double llmSeconds, double imageSeconds, double tokens, double pictures) {

  /** Watches for a while; null for a load that is not there. */
  static Window watch(
      ApiClient client,
      @Nullable ChatLoad chats,
      @Nullable PictureLoad pictures,
      Duration duration) {
    Window begin = now(client, chats, pictures);
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    Window now = now(client, chats, pictures);
    return new Window(
        now.seconds - begin.seconds,
        now.llmSeconds - begin.llmSeconds,
        now.imageSeconds - begin.imageSeconds,
        now.tokens - begin.tokens,
        now.pictures - begin.pictures);
  }

  private static Window now(
      ApiClient client, @Nullable ChatLoad chats, @Nullable PictureLoad pictures) {
    double drawn = pictures == null ? 0 : pictures.done();
    long tokens = chats == null ? 0 : chats.tokens();
    Resources resources = Resources.of(client);
    return new Window(
        System.nanoTime() / 1e9,
        resources.busySeconds("llm"),
        resources.busySeconds("image"),
        tokens,
        drawn);
  }

  /** Share of the chats in the device time that was given out, in percent. */
  double llmPercent() {
    return 100 * llmSeconds / (llmSeconds + imageSeconds);
  }

  /** Time that the device was held, in percent of the whole. */
  double busyPercent() {
    return 100 * (llmSeconds + imageSeconds) / seconds;
  }

  double tokensPerSecond() {
    return tokens / seconds;
  }

  double picturesPerMinute() {
    return 60 * pictures / seconds;
  }

  /**
   * Share of the chats by what came out: tokens and pictures, each as a part of what the device
   * gives them when they have it alone, in percent.
   */
  double llmPercentByOutput(Window chatsAlone, Window picturesAlone) {
    double chats = tokensPerSecond() / chatsAlone.tokensPerSecond();
    double drawings = picturesPerMinute() / picturesAlone.picturesPerMinute();
    return 100 * chats / (chats + drawings);
  }
}
