package dev.aischeduler.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers with an ETag, by path. The one that was not asked for longest goes first. Thread-safe.
 *
 * <p>Invariant: it holds at most so many answers, and none of more than {@value #MAX_BYTES} bytes.
 */
final class ResponseCache {
  private static final int MAX_BYTES = 256 << 10;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final int maxEntries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param maxEntries 0 keeps nothing
   */
  ResponseCache(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** A kept answer and its ETag. */
  record Kept(String tag, Reply reply) {}

  /** What is kept of a path. */
  @Nullable Kept find(String path) {
    lock.lock();
    try {
      return kept.get(path);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps an answer when it can be kept.
   *
   * @param known what was kept when the path was asked for
   * @return the answer; the kept one when nothing has changed
   */
  Reply update(String path, @Nullable Kept known, Reply reply) {
    if (reply.status() == NOT_MODIFIED && known != null) {
      Reply same = known.reply();
      return new Reply(same.status(), same.headers(), same.body(), true);
    }
    Optional<String> tag = reply.header("ETag");
    if (reply.status() == OK && tag.isPresent() && reply.body().length <= MAX_BYTES) {
      keep(path, new Kept(tag.get(), reply));
    }
    return reply;
  }

  private void keep(String path, Kept answer) {
    lock.lock();
    try {
      kept.put(path, answer);
      if (kept.size() > maxEntries) {
        kept.remove(kept.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
