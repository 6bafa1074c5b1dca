package dev.aischeduler.engine.bulkrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.bulkrun.manifest.ManifestCheck;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.engine.bulkrun.manifest.RowTypes;
import dev.aischeduler.engine.schedule.targets.RunStarter;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts bulk runs for schedules: of rows or of a manifest that stand in the schedule, or of a file
 * in the folder {@code artifacts.manifests}, which is read anew at each fire time. Thread-safe.
 */
public final class ScheduledBulkRuns implements RunStarter {
  private static final int MAX_ROWS = 1000;

  /** Characters of a manifest in a schedule: every look at the schedule reads it. */
  private static final int MAX_MANIFEST = 500_000;

  private final BulkRuns runs;
  private final RowTypes types;
  private final Path folder;

  /**
   * What a schedule says of a bulk run.
   *
   * @param rows items; null when they stand elsewhere
   * @param manifest text of a manifest; null when they stand elsewhere
   * @param path of the file, relative to the folder
   * @param type of rows that name none
   * @param maxPriority rows with a higher priority are rejected
   */
  record Document(
      @Nullable List<ObjectNode> rows,
      @Nullable String manifest,
      @Nullable String path,
      @Nullable String type,
      @Nullable ObjectNode defaults,
      @Nullable Integer window,
      @Nullable Integer skipLimit,
      @Nullable String artifactNames,
      @Nullable String tenant,
      @Nullable String callbackUrl,
      @Nullable List<@Nullable String> callbackEvents,
      @Nullable Integer maxPriority) {}

  /**
   * @param folder whose files schedules may run
   */
  public ScheduledBulkRuns(BulkRuns runs, RowTypes types, Path folder) {
    this.runs = runs;
    this.types = types;
    this.folder = folder;
  }

  @Override
  public String kind() {
    return BulkRunKind.NAME;
  }

  @Override
  public void check(ObjectNode document) {
    Document read = read(document);
    runs.check(options("check", read));
    if (read.path() != null) {
      file(read.path());
    }
    if (read.manifest() != null) {
      try {
        ManifestCheck.rows(read.manifest().getBytes(StandardCharsets.UTF_8), types.columns());
      } catch (ManifestException e) {
        throw new InvalidRequestException("manifest", String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void start(UUID id, String name, ObjectNode document) {
    Document read = read(document);
    try (InputStream manifest = manifest(read)) {
      runs.submit(id, options(name, read), manifest);
    } catch (ManifestException e) {
      throw new InvalidRequestException(source(read), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest of a schedule cannot be read", e);
    }
  }

  private static Document read(ObjectNode document) {
    Document read;
    try {
      read = StrictJson.read(document, Document.class);
    } catch (JsonProblemException e) {
      throw new InvalidRequestException(
          e.path(), Objects.requireNonNullElse(e.getMessage(), "is refused"));
    }
    long sources =
        Stream.of(read.rows(), read.manifest(), read.path()).filter(Objects::nonNull).count();
    if (sources != 1) {
      throw new InvalidRequestException(
          "rows", "give one of: rows, manifest (its text), path (of a file)");
    }
    if (read.manifest() != null && read.manifest().length() > MAX_MANIFEST) {
      throw new InvalidRequestException(
          "manifest",
          "has more than "
              + MAX_MANIFEST
              + " characters; put it into a file below artifacts.manifests and give its path");
    }
    if (read.rows() != null && (read.rows().isEmpty() || read.rows().size() > MAX_ROWS)) {
      throw new InvalidRequestException(
          "rows", "must have 1 to " + MAX_ROWS + " items; put more into a file and give its path");
    }
    return read;
  }

  /** The field that holds the items. */
  private static String source(Document read) {
    return read.path() != null ? "path" : read.manifest() != null ? "manifest" : "rows";
  }

  private static BulkOptions options(String name, Document read) {
    ObjectNode defaults =
        read.defaults() == null
            ? JsonNodeFactory.instance.objectNode()
            : read.defaults().deepCopy();
    if (read.type() != null) {
      defaults.put("type", read.type());
    }
    return new BulkOptions(
        name,
        read.tenant(),
        defaults,
        read.window(),
        read.skipLimit(),
        false,
        read.artifactNames(),
        new CallbackTerms(read.callbackUrl(), read.callbackEvents()),
        read.maxPriority());
  }

  private InputStream manifest(Document read) throws IOException {
    if (read.path() != null) {
      Path file = file(read.path());
      if (!Files.isRegularFile(file)) {
        throw new InvalidRequestException(
            "path", read.path() + " is no file below artifacts.manifests (" + folder + ")");
      }
      return Files.newInputStream(real(file, read.path()));
    }
    if (read.manifest() != null) {
      return new ByteArrayInputStream(read.manifest().getBytes(StandardCharsets.UTF_8));
    }
    StringBuilder lines = new StringBuilder();
    for (JsonNode row : Objects.requireNonNull(read.rows())) {
      lines.append(line(row)).append('\n');
    }
    return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(JsonNode row) {
    try {
      return Json.mapper().writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row that was read cannot be written", e);
    }
  }

  /** The file need not be there yet, but must lie below the folder. */
  private Path file(String path) {
    try {
      Path file = folder.resolve(path).normalize();
      if (file.startsWith(folder.normalize()) && !path.isBlank()) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw outside(path);
    }
    throw outside(path);
  }

  /** Nor may a link lead out of it. */
  private Path real(Path file, String path) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw outside(path);
    }
    return real;
  }

  private static InvalidRequestException outside(String path) {
    return new InvalidRequestException(
        "path", "'" + path + "' is no path below artifacts.manifests; give a relative one");
  }
}
