package dev.aischeduler.engine.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Positions of the event log below the highest known one that nobody has seen: a transaction holds
 * them that will commit, or they were never stored. For one thread at a time.
 *
 * <p>Invariant: a position leaves when it was found, or when every transaction that could hold it
 * has ended and it still was not there.
 */
final class Gaps {
  private final TreeMap<Long, Gap> byFirst = new TreeMap<>();

  /**
   * Positions without one between them.
   *
   * @param writers transactions that may hold them; null until they were first asked for
   */
  private record Gap(long first, long last, @Nullable Set<String> writers) {}

  /** Notes what is missing between two positions, both exclusive. */
  void add(long above, long below) {
    if (below - above > 1) {
      byFirst.put(above + 1, new Gap(above + 1, below - 1, null));
    }
  }

  boolean isEmpty() {
    return byFirst.isEmpty();
  }

  /** The lowest missing position; only when it is not empty. */
  long first() {
    return byFirst.firstKey();
  }

  /** The highest missing position; only when it is not empty. */
  long last() {
    return byFirst.lastEntry().getValue().last();
  }

  /** Those of these positions that are missing. */
  List<Long> among(List<Long> positions) {
    List<Long> missing = new ArrayList<>();
    for (Long position : positions) {
      Map.Entry<Long, Gap> gap = byFirst.floorEntry(position);
      if (gap != null && position <= gap.getValue().last()) {
        missing.add(position);
      }
    }
    return missing;
  }

  /** These transactions have not ended; asked before the positions were last looked for. */
  void writing(Set<String> writers) {
    byFirst.replaceAll(
        (first, gap) -> {
          Set<String> left = new HashSet<>(writers);
          if (gap.writers() != null) {
            left.retainAll(gap.writers());
          }
          return new Gap(gap.first(), gap.last(), left);
        });
  }

  /** A missing position was found. */
  void found(long position) {
    Gap gap = byFirst.floorEntry(position).getValue();
    byFirst.remove(gap.first());
    part(gap.first(), position - 1, gap);
    part(position + 1, gap.last(), gap);
  }

  private void part(long first, long last, Gap of) {
    if (first <= last) {
      byFirst.put(first, new Gap(first, last, of.writers()));
    }
  }

  /** Drops what nobody can store any more; to be called when everything there was found. */
  void dropAbandoned() {
    byFirst.values().removeIf(gap -> gap.writers() != null && gap.writers().isEmpty());
  }
}
