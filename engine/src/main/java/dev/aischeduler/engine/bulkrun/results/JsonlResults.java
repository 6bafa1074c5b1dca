package dev.aischeduler.engine.bulkrun.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Results as lines of JSON. */
final class JsonlResults implements PageStream.Pages {
  private final ResultRows.Cursor rows;
  private final ArtifactNames names;
  private final Function<Artifact, String> url;

  JsonlResults(ResultRows.Cursor rows, ArtifactNames names, Function<Artifact, String> url) {
    this.rows = rows;
    this.names = names;
    this.url = url;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    List<ResultRow> page = rows.next();
    if (page.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ResultRow row : page) {
      out.writeBytes(Json.mapper().writeValueAsBytes(line(row)));
      out.write('\n');
    }
    return out.toByteArray();
  }

  private ObjectNode line(ResultRow row) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("item", row.item().item()).put("line", row.item().line());
    line.put("item_key", row.item().label()).put("state", row.state());
    Job job = row.job();
    line.put("task_id", row.item().jobId() == null ? null : row.item().jobId().toString());
    line.put("type", job == null ? null : job.type().wireName());
    if (job != null && job.result() != null) {
      line.putRawValue("result", new RawValue(job.result()));
    } else {
      line.putNull("result");
    }
    line.put("error", row.error());
    ArrayNode artifacts = line.putArray("artifacts");
    List<String> files = names.of(row);
    for (int i = 0; i < files.size(); i++) {
      Artifact artifact = row.artifacts().get(i);
      artifacts
          .addObject()
          .put("name", artifact.name())
          .put("media_type", artifact.mediaType())
          .put("size", artifact.size())
          .put("file", files.get(i))
          .put("url", url.apply(artifact));
    }
    return line;
  }
}
