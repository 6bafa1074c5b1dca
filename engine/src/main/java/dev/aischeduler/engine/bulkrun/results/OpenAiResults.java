package dev.aischeduler.engine.bulkrun.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.engine.task.BatchEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Results as OpenAI's batches have them: a line for each item that is over, with the answer that
 * the url of its type gives, or an error.
 */
final class OpenAiResults implements PageStream.Pages {
  private static final int OK = 200;

  private final ResultRows.Cursor rows;
  private final Map<TaskType, BatchEndpoint> endpoints;
  private final Function<Artifact, String> path;
  private final Predicate<ResultRow> wanted;

  /**
   * Lines of a run.
   *
   * @param wanted which of the items that are over
   */
  OpenAiResults(
      ResultRows.Cursor rows,
      Map<TaskType, BatchEndpoint> endpoints,
      Function<Artifact, String> path,
      Predicate<ResultRow> wanted) {
    this.wanted = wanted;
    this.rows = rows;
    this.endpoints = endpoints;
    this.path = path;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    List<ResultRow> page = rows.next();
    if (page.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ResultRow row : page) {
      if (isOver(row) && wanted.test(row)) {
        out.writeBytes(Json.mapper().writeValueAsBytes(line(row)));
        out.write('\n');
      }
    }
    return out.toByteArray();
  }

  /** Whether an item's answer is one, and no error. */
  static boolean hasAnswer(ResultRow row) {
    return row.job() != null && row.job().status() == JobStatus.SUCCEEDED;
  }

  private static boolean isOver(ResultRow row) {
    return row.item().state() != ItemState.SUBMITTED
        || (row.job() != null && row.job().status().isFinal());
  }

  private ObjectNode line(ResultRow row) throws JsonProcessingException {
    Job job = row.job();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", "batch_req_" + row.item().runId() + "_" + row.item().item());
    line.put("custom_id", row.item().label());
    if (job != null && job.status() == JobStatus.SUCCEEDED) {
      ObjectNode response = line.putObject("response").put("status_code", OK);
      response.put("request_id", job.id().toString());
      response.set("body", body(job, row.artifacts()));
      line.putNull("error");
    } else {
      line.putNull("response");
      line.putObject("error")
          .put("code", row.state())
          .put("message", Objects.requireNonNullElse(row.error(), "the task was " + row.state()));
    }
    return line;
  }

  /** A type without a url there is answered with its own result. */
  private JsonNode body(Job job, List<Artifact> artifacts) throws JsonProcessingException {
    JsonNode result = Json.mapper().readTree(Objects.requireNonNullElse(job.result(), "{}"));
    BatchEndpoint endpoint = endpoints.get(job.type());
    if (endpoint == null) {
      return result;
    }
    List<BatchEndpoint.File> files =
        artifacts.stream()
            .map(one -> new BatchEndpoint.File(one.name(), one.mediaType(), path.apply(one)))
            .toList();
    return endpoint
        .answer()
        .apply(new BatchEndpoint.Done(job.id(), job.createdAt(), result, files));
  }
}
