package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Items of a run in the order of the manifest, page by page. Thread-safe. */
public final class ResultRows {
  /** Items of a page. */
  public static final int PAGE = 250;

  private final RunItemStore stored;
  private final JobStore jobs;
  private final ArtifactStore artifacts;

  public ResultRows(RunItemStore stored, JobStore jobs, ArtifactStore artifacts) {
    this.stored = stored;
    this.jobs = jobs;
    this.artifacts = artifacts;
  }

  /**
   * A page.
   *
   * @param state in this one; null for all
   * @param after only items with a larger number
   * @param limit 1 to {@value #PAGE}
   */
  public List<ResultRow> page(UUID run, @Nullable ItemState state, int after, int limit) {
    List<RunItem> items = stored.items(run, state, after, limit);
    List<UUID> ids = items.stream().map(RunItem::jobId).filter(Objects::nonNull).toList();
    Map<UUID, Job> found = jobs.findAll(ids);
    Map<UUID, List<Artifact>> made = artifacts.listAll(ids);
    return items.stream()
        .map(
            item ->
                item.jobId() == null
                    ? new ResultRow(item, null, List.of())
                    : new ResultRow(
                        item, found.get(item.jobId()), made.getOrDefault(item.jobId(), List.of())))
        .toList();
  }

  /** Where the bytes of artifacts are. */
  public ArtifactStore artifacts() {
    return artifacts;
  }

  /** Reads page after page. For one thread. */
  final class Cursor {
    private final UUID run;
    private final @Nullable ItemState state;
    private int after;
    private boolean over;

    Cursor(UUID run, @Nullable ItemState state) {
      this(run, state, 0);
    }

    Cursor(UUID run, @Nullable ItemState state, int after) {
      this.after = after;
      this.run = run;
      this.state = state;
    }

    /** The next page; empty at the end. */
    List<ResultRow> next() {
      if (over) {
        return List.of();
      }
      List<ResultRow> rows = page(run, state, after, PAGE);
      over = rows.size() < PAGE;
      if (!rows.isEmpty()) {
        after = rows.get(rows.size() - 1).item().item();
      }
      return rows;
    }
  }
}
