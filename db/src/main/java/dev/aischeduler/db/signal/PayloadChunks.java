package dev.aischeduler.db.signal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages in the payloads of notifications, which PostgreSQL limits to less than 8000 bytes: short
 * messages share a payload, one to a line; a long one is cut. A payload begins with {@code +} when
 * its last message continues in the next of the same sender, else with {@code .}. Used by one
 * thread.
 */
final class PayloadChunks {
  private static final int MAX_BYTES = 7900;

  /** A Java character takes at most three bytes of UTF-8. */
  private static final int MAX_CHARS = MAX_BYTES / 3;

  private final Map<Integer, StringBuilder> unfinished = new HashMap<>();

  /** The payloads that carry these messages in their order. */
  static List<String> pack(Collection<String> messages) {
    List<String> payloads = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int bytes = 0;
    for (String message : messages) {
      int size = message.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes + size > MAX_BYTES && bytes > 0) {
        payloads.add("." + open);
        open.setLength(0);
        bytes = 0;
      }
      if (size > MAX_BYTES) {
        cut(message, payloads);
      } else {
        open.append(bytes == 0 ? "" : "\n").append(message);
        bytes += size;
      }
    }
    if (bytes > 0) {
      payloads.add("." + open);
    }
    return payloads;
  }

  private static void cut(String message, List<String> payloads) {
    int from = 0;
    while (message.length() - from > MAX_CHARS) {
      int to = from + MAX_CHARS;
      to -= Character.isHighSurrogate(message.charAt(to - 1)) ? 1 : 0;
      payloads.add("+" + message.substring(from, to));
      from = to;
    }
    payloads.add("." + message.substring(from));
  }

  /** The messages that a payload completes. */
  List<String> unpack(int sender, String payload) {
    if (payload.isEmpty()) {
      return List.of();
    }
    StringBuilder text = unfinished.computeIfAbsent(sender, pid -> new StringBuilder());
    text.append(payload, 1, payload.length());
    if (payload.charAt(0) == '+') {
      return List.of();
    }
    unfinished.remove(sender);
    return text.toString().lines().toList();
  }
}
