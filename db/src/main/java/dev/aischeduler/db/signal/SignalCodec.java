package dev.aischeduler.db.signal;

import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Signals as messages of one line: a letter, a colon, and what belongs to it, for example {@code
 * q:llm,tts}. A message of another version is a {@link Signal.LookAround}.
 */
final class SignalCodec {
  private static final int LIVE_PARTS = 6;

  private SignalCodec() {}

  static String write(Signal signal) {
    if (signal instanceof Signal.Queued queued) {
      return "q:"
          + queued.lanes().stream()
              .map(TaskType::wireName)
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(","));
    }
    if (signal instanceof Signal.Cancelled cancelled) {
      return "c:" + cancelled.job();
    }
    if (signal instanceof Signal.Changed changed) {
      return "s:" + changed.job() + "=" + changed.seq();
    }
    if (signal instanceof Signal.Live live) {
      return String.format(
          Locale.ROOT,
          "l:%s:%s:%d:%d:%s:%s",
          live.job(),
          live.stream(),
          live.number(),
          ChronoUnit.MICROS.between(Instant.EPOCH, live.at()),
          live.kind(),
          live.data());
    }
    if (signal instanceof Signal.Watching watching) {
      return "w:"
          + watching.node()
          + ":"
          + watching.heard().entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(","));
    }
    if (signal instanceof Signal.Unwatched unwatched) {
      return "u:" + unwatched.node() + ":" + join(unwatched.jobs());
    }
    return signal instanceof Signal.NodesChanged
        ? "n:"
        : signal instanceof Signal.WhoWatches ? "h:" : "a:";
  }

  private static String join(Collection<UUID> jobs) {
    return jobs.stream().map(UUID::toString).collect(Collectors.joining(","));
  }

  static Signal read(String message) {
    try {
      String[] parts = message.split(":", 2);
      return switch (parts[0]) {
        case "q" -> new Signal.Queued(lanes(parts[1]));
        case "c" -> new Signal.Cancelled(UUID.fromString(parts[1]));
        case "n" -> new Signal.NodesChanged();
        case "s" -> changed(parts[1].split("=", 2));
        case "l" -> live(parts[1].split(":", LIVE_PARTS));
        case "w" -> watching(parts[1].split(":", 2));
        case "u" -> unwatched(parts[1].split(":", 2));
        case "h" -> new Signal.WhoWatches();
        default -> new Signal.LookAround();
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return new Signal.LookAround();
    }
  }

  private static Set<TaskType> lanes(String text) {
    return Arrays.stream(text.split(",")).map(TaskType::new).collect(Collectors.toSet());
  }

  private static Set<UUID> jobs(String text) {
    return Arrays.stream(text.split(",")).map(UUID::fromString).collect(Collectors.toSet());
  }

  private static Signal changed(String[] parts) {
    return new Signal.Changed(UUID.fromString(parts[0]), Long.parseLong(parts[1]));
  }

  private static Signal live(String[] parts) {
    return new Signal.Live(
        UUID.fromString(parts[0]),
        parts[1],
        Integer.parseInt(parts[2]),
        Instant.EPOCH.plus(Long.parseLong(parts[3]), ChronoUnit.MICROS),
        parts[4],
        parts[5]);
  }

  private static Signal watching(String[] parts) {
    Map<UUID, Integer> heard = new LinkedHashMap<>();
    for (String one : parts[1].split(",")) {
      String[] pair = one.split("=", 2);
      heard.put(UUID.fromString(pair[0]), Integer.valueOf(pair[1]));
    }
    return new Signal.Watching(parts[0], heard);
  }

  private static Signal unwatched(String[] parts) {
    return new Signal.Unwatched(parts[0], jobs(parts[1]));
  }
}
