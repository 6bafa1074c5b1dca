package dev.aischeduler.engine.jobrunr;

import dev.aischeduler.db.jobrunr.Disagreement;
import dev.aischeduler.db.jobrunr.QueueCheck;
import dev.aischeduler.db.jobrunr.QueueCheck.Stretch;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for jobs that JobRunr's table disagrees with, repairs them, and counts what it
 * repaired: in a healthy system nothing, ever. Counts may be read by any thread.
 *
 * <p>A disagreement is repaired only when two looks in a row see the very same one: whatever is
 * under way at the first is over at the second. A look takes in {@link #STRETCH} jobs and the next
 * one goes on from there, so that it stays short however many jobs there are; looks take at most
 * one percent of the time.
 */
public final class Reconciler implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final int AT_ONCE = 1000;
  private static final int STRETCH = 20_000;
  private static final int SPARSE = 100;

  private final QueueCheck check;
  private final LongSupplier nanoTime;
  private final int stretchJobs;
  private final Map<Disagreement.Kind, LongAdder> repairs = new EnumMap<>(Disagreement.Kind.class);

  /** The three below belong to the thread that runs this. */
  private @Nullable Stretch stretch;

  private Set<Disagreement> suspects = Set.of();

  private long notBefore;

  /**
   * A reconciler.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public Reconciler(QueueCheck check, LongSupplier nanoTime) {
    this(check, nanoTime, STRETCH);
  }

  /**
   * A reconciler that looks at another number of jobs at a time.
   *
   * @param stretchJobs 1..
   */
  public Reconciler(QueueCheck check, LongSupplier nanoTime, int stretchJobs) {
    this.check = check;
    this.nanoTime = nanoTime;
    this.stretchJobs = stretchJobs;
    this.notBefore = nanoTime.getAsLong();
    for (Disagreement.Kind kind : Disagreement.Kind.values()) {
      repairs.put(kind, new LongAdder());
    }
  }

  /**
   * Repairs everything at once, before this node works: what an earlier version of the schema or a
   * restored backup left. Other nodes may work meanwhile: a look sees one moment.
   */
  public void start() {
    int repaired;
    do {
      repaired = 0;
      for (Disagreement seen : check.look(AT_ONCE)) {
        repaired += repair(seen) ? 1 : 0;
      }
      if (repaired > 0) {
        LOG.warn("{} jobs had no fitting row of JobRunr at start; repaired", repaired);
      }
    } while (repaired == AT_ONCE);
  }

  /** One look; never throws. */
  @Override
  public void run() {
    long begun = nanoTime.getAsLong();
    if (begun - notBefore < 0) {
      return;
    }
    try {
      look();
    } catch (RuntimeException e) {
      LOG.debug("no look at the queue now: {}", e.toString());
    }
    long end = nanoTime.getAsLong();
    notBefore = end + SPARSE * (end - begun);
  }

  /** The first look at a stretch, or the second at one where the first saw something. */
  private void look() {
    boolean again = stretch != null && !suspects.isEmpty();
    Stretch now = again && stretch != null ? stretch : check.next(stretch, stretchJobs);
    List<Disagreement> seen = check.look(now, AT_ONCE);
    for (Disagreement one : seen) {
      if (suspects.contains(one.anyVersion()) && repair(one)) {
        LOG.warn(
            "job {} ({}) and JobRunr's row ({}) disagreed; repaired the row",
            one.id(),
            one.status(),
            one.state());
      }
    }
    stretch = now;
    suspects =
        again
            ? Set.of()
            : seen.stream().map(Disagreement::anyVersion).collect(Collectors.toUnmodifiableSet());
  }

  private boolean repair(Disagreement seen) {
    boolean done = check.repair(seen);
    if (done) {
      repairs.get(seen.kind()).increment();
    }
    return done;
  }

  /** Repairs since the start of this node by kind, in lower case. */
  public Map<String, Long> repairs() {
    Map<String, Long> counts = new TreeMap<>();
    repairs.forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count.sum()));
    return counts;
  }
}
