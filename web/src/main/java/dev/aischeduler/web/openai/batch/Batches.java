package dev.aischeduler.web.openai.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.engine.bulkrun.BulkSpec;
import dev.aischeduler.web.openai.reply.Ids;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Batches as documents. */
final class Batches {
  /** The only window that is taken; a run itself has no end. */
  static final String WINDOW = "24h";

  private static final Duration WINDOW_TIME = Duration.ofHours(24);

  private Batches() {}

  /** A batch. */
  static ObjectNode of(Run run, BatchTerms terms) {
    Run.Counts counts = run.counts();
    int failed = counts.failed() + counts.rejected() + counts.cancelled();
    boolean over = run.status().isFinal();
    String status = status(run);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", Ids.BATCH + run.id()).put("object", "batch");
    body.put("endpoint", terms.endpoint()).put("input_file_id", terms.inputFileId());
    body.put("completion_window", WINDOW).put("status", status);
    body.put("output_file_id", over && counts.succeeded() > 0 ? OutputFiles.answers(run) : null);
    body.put("error_file_id", over && failed > 0 ? OutputFiles.errors(run) : null);
    if (run.error() == null) {
      body.putNull("errors");
    } else {
      body.putObject("errors")
          .put("object", "list")
          .putArray("data")
          .addObject()
          .put("code", "failed")
          .put("message", run.error())
          .putNull("param")
          .putNull("line");
    }
    body.put("created_at", run.createdAt().getEpochSecond());
    body.put("in_progress_at", seconds(run.startedAt()));
    body.put("expires_at", run.createdAt().plus(WINDOW_TIME).getEpochSecond());
    Instant end = run.finishedAt();
    body.put("finalizing_at", status.equals("completed") ? seconds(end) : null);
    body.put("completed_at", status.equals("completed") ? seconds(end) : null);
    body.put("failed_at", status.equals("failed") ? seconds(end) : null);
    body.put("cancelling_at", run.status() == RunStatus.CANCELLED ? seconds(end) : null);
    body.put("cancelled_at", status.equals("cancelled") ? seconds(end) : null);
    body.putNull("expired_at");
    body.putObject("request_counts")
        .put("total", BulkSpec.of(run.spec()).manifest().rows())
        .put("completed", counts.succeeded())
        .put("failed", failed);
    body.set("metadata", terms.metadata() == null ? body.nullNode() : terms.metadata());
    return body;
  }

  private static @Nullable Long seconds(@Nullable Instant at) {
    return at == null ? null : at.getEpochSecond();
  }

  /** A batch is completed when all of its lines are over, whatever became of them. */
  private static String status(Run run) {
    return switch (run.status()) {
      case QUEUED -> "validating";
      case RUNNING, PAUSED -> "in_progress";
      case SUCCEEDED -> "completed";
      case FAILED -> run.error() == null ? "completed" : "failed";
      case CANCELLED -> run.counts().inFlight() > 0 ? "cancelling" : "cancelled";
    };
  }
}
