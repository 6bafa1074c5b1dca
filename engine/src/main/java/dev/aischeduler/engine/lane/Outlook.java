package dev.aischeduler.engine.lane;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and where a job would run, as far as this node can know.
 *
 * @param details the job with its place and what it would wait for
 * @param startsNow whether nothing would hold it back
 * @param startsInS estimated seconds until it starts; null when unknown
 * @param runS mean seconds that jobs of its lane ran lately; null when none has
 * @param nodes names of the nodes that could run it
 */
public record Outlook(
    JobDetails details,
    boolean startsNow,
    @Nullable Double startsInS,
    @Nullable Double runS,
    List<String> nodes) {
  /** A view of the given names. */
  public Outlook {
    nodes = List.copyOf(nodes);
  }
}
