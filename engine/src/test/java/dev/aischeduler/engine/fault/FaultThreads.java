package dev.aischeduler.engine.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The threads of one engine, by their thread group, which threads inherit. Used by one thread. */
final class FaultThreads {
  private static final int ROOM = 64;

  /** After so many looks it is known which threads last. */
  private static final int LOOKS = 3;

  private final ThreadGroup group;
  private @Nullable Map<String, Long> lasting;
  private int looks;

  /** Watches the threads of a group. */
  FaultThreads(ThreadGroup group) {
    this.group = group;
  }

  /** Notes which threads are there; those that are each time must always be. */
  void remember() {
    Map<String, Long> now = now();
    Map<String, Long> before = lasting;
    if (before != null) {
      now.replaceAll((name, count) -> Math.min(count, before.getOrDefault(name, 0L)));
      // of the threads of a pool some may end when they are idle
      now.replaceAll((name, count) -> name.contains("#") ? Math.min(1, count) : count);
    }
    now.values().removeIf(count -> count == 0);
    lasting = now;
    looks++;
  }

  /** Threads that are gone for good, and those that became more and more; nothing at first. */
  List<String> missing() {
    Map<String, Long> expected = lasting;
    if (expected == null || looks < LOOKS) {
      return List.of();
    }
    try {
      FaultCalls.patiently().until(() -> gone(expected).isEmpty());
    } catch (ConditionTimeoutException e) {
      return gone(expected).stream().map(name -> "thread lost: " + name).toList();
    }
    Map<String, Long> now = now();
    long all = now.values().stream().mapToLong(Long::longValue).sum();
    long before = expected.values().stream().mapToLong(Long::longValue).sum();
    return all <= before + ROOM ? List.of() : List.of(before + " threads became " + now);
  }

  private List<String> gone(Map<String, Long> expected) {
    Map<String, Long> now = now();
    return expected.keySet().stream()
        .filter(name -> now.getOrDefault(name, 0L) < expected.get(name))
        .toList();
  }

  /** What the threads of the product do now, for the report of a failure. */
  String doing() {
    Thread[] all = new Thread[1024];
    int count = group.enumerate(all);
    return Arrays.stream(all, 0, count)
        .flatMap(
            thread ->
                Arrays.stream(thread.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("dev.aischeduler.db."))
                    .filter(frame -> !frame.getClassName().contains(".fault."))
                    .findFirst()
                    .map(frame -> thread.getName() + " in " + frame)
                    .stream())
        .collect(Collectors.joining(", ", "in the database: [", "]"));
  }

  /** Numbers in names are left out: a restarted thread may have another. */
  private Map<String, Long> now() {
    Thread[] all = new Thread[1024];
    int count = group.enumerate(all);
    return Arrays.stream(all, 0, count)
        .map(thread -> thread.getName().replaceAll("\\d+", "#"))
        .filter(name -> !name.contains("connection") && !name.startsWith("awaitility"))
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  @Override
  public String toString() {
    return String.valueOf(lasting);
  }
}
