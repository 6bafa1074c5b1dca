package dev.aischeduler.engine.bulkrun.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.ScriptedHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Stores manifests and reads them as bulk runs do. */
final class ManifestFixture {
  final ObjectNode defaults = JsonNodeFactory.instance.objectNode();
  private final RowTypes types =
      new RowTypes(
          List.of(new ScriptedHandler(TestTaskTypes.LLM), new ScriptedHandler(TestTaskTypes.TTS)));
  private final ManifestStore store;
  final UUID run = UUID.randomUUID();

  ManifestFixture(Database database, Path folder, ManifestLimits limits) {
    Clock clock = Clock.systemUTC();
    this.store =
        new ManifestStore(
            new ArtifactStore(database.jdbi(), new FileContentStore(folder, clock)), clock, limits);
  }

  ManifestInfo store(InputStream in) throws IOException {
    return store.store(run, in, types.columns());
  }

  ManifestInfo store(String text) throws IOException {
    return store(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  RowReader rows(ManifestInfo info) {
    return new RowReader(types, info.layout(), defaults, null, ManifestFixture::check);
  }

  private static void check(Submission submission) {
    if (!submission.request().hasNonNull("text")) {
      throw new InvalidRequestException("text", "must not be empty");
    }
  }

  ManifestReader open(ManifestInfo info, ManifestPosition from) {
    return store.open(run, info, from);
  }

  /** Everything that a manifest holds. */
  List<RowReader.Checked> all(String text) throws IOException {
    return all(store(text));
  }

  List<RowReader.Checked> all(ManifestInfo info) throws IOException {
    List<RowReader.Checked> all = new ArrayList<>();
    RowReader rows = rows(info);
    try (ManifestReader reader = open(info, ManifestPosition.start(info))) {
      ManifestReader.Row row = reader.next();
      while (row != null) {
        all.add(rows.read(row));
        row = reader.next();
      }
    }
    return all;
  }
}
