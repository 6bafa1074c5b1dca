package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.BulkSpec;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.TaskHandler;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What bulk runs made, as streams that hold a page each and can be read while the run goes on: an
 * item that is still in flight is told as such. Thread-safe; each stream is for one thread.
 */
public final class BulkResults {
  private final ResultRows rows;
  private final Map<TaskType, BatchEndpoint> endpoints = new HashMap<>();

  /**
   * Results of runs of these task types.
   *
   * @param handlers by type; those that have a url at OpenAI make the answers of their jobs
   */
  public BulkResults(ResultRows rows, Map<TaskType, TaskHandler<?>> handlers) {
    this.rows = rows;
    handlers.forEach(
        (type, handler) -> {
          BatchEndpoint endpoint = handler.batchEndpoint();
          if (endpoint != null) {
            endpoints.put(type, endpoint);
          }
        });
  }

  /** Items with their jobs, page by page. */
  public ResultRows rows() {
    return rows;
  }

  private static ArtifactNames names(Run run) {
    BulkSpec spec = BulkSpec.of(run.spec());
    return new ArtifactNames(spec.artifactNames(), spec.manifest().rows());
  }

  /**
   * One line of JSON for each item, in the order of the manifest.
   *
   * @param url where a client gets an artifact
   */
  public InputStream jsonl(Run run, Function<Artifact, String> url) {
    return new PageStream(new JsonlResults(all(run.id()), names(run), url));
  }

  /**
   * One line for each item that is over, in the order of the manifest, as OpenAI's batches answer.
   *
   * @param path where a client gets an artifact
   */
  public InputStream openAi(Run run, Function<Artifact, String> path) {
    return openAi(run, path, row -> true);
  }

  /**
   * The same, but only of the items with an answer, or only of those without.
   *
   * @param answered which
   */
  public InputStream openAi(Run run, Function<Artifact, String> path, boolean answered) {
    return openAi(run, path, row -> OpenAiResults.hasAnswer(row) == answered);
  }

  private InputStream openAi(
      Run run, Function<Artifact, String> path, Predicate<ResultRow> wanted) {
    return new PageStream(new OpenAiResults(all(run.id()), endpoints, path, wanted));
  }

  /** Results as CSV with a header, as {@link #jsonl} has them. */
  public InputStream csv(Run run) {
    return new PageStream(new CsvResults(all(run.id()), names(run)));
  }

  /** Rows that were no jobs, with line, column and reason, as CSV with a header. */
  public InputStream rejects(Run run) {
    return new PageStream(new RejectedRows(rows.new Cursor(run.id(), ItemState.REJECTED)));
  }

  /** Every artifact under a readable name, then the lists. */
  public InputStream zip(Run run) {
    ZipResults zip =
        new ZipResults(
            rows.new Cursor(run.id(), ItemState.SUCCEEDED)::next,
            rows.artifacts()::open,
            names(run),
            List.of(
                Map.entry("results.csv", () -> csv(run)),
                Map.entry("rejects.csv", () -> rejects(run))));
    return new PageStream(zip);
  }

  /**
   * Pictures of a run, side by side.
   *
   * @param after only those of items with a larger number
   */
  public ContactSheet.Page contactSheet(Run run, int after) {
    return ContactSheet.of(rows.new Cursor(run.id(), ItemState.SUCCEEDED, after), rows.artifacts());
  }

  private ResultRows.Cursor all(UUID run) {
    return rows.new Cursor(run, null);
  }
}
