package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item with what came of it.
 *
 * @param job null if it was rejected, or its job is gone
 */
public record ResultRow(RunItem item, @Nullable Job job, List<Artifact> artifacts) {

  /** How it stands: {@code rejected}, or the state of its job. */
  public String state() {
    return item.state() == ItemState.SUBMITTED && job != null
        ? job.status().wireName()
        : item.state().wireName();
  }

  /** Why it was rejected or failed; null for neither. */
  public @Nullable String error() {
    return item.error() != null || job == null ? item.error() : job.errorMessage();
  }
}
