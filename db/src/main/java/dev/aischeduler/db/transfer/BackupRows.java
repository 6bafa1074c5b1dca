package dev.aischeduler.db.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.ArtifactContentStore;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.table.Column;
import dev.aischeduler.db.transfer.table.Row;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableSum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The rows of a backup that {@link DatabaseBackup} wrote. For one thread. */
public final class BackupRows implements RowSource, AutoCloseable {
  private static final int MANIFEST_BYTES = 4 << 20;
  private static final long PAGE_BYTES = 4 << 20;
  private static final int PAGE_ROWS = 1000;

  /** A value: a content of 750 MB as text. */
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxStringLength(1 << 30).build();

  private final Path file;
  private final ZipFile zip;
  private final BackupManifest manifest;

  /**
   * Opens a backup.
   *
   * @throws DatabaseException if the file is none, is cut off, or is of a newer format
   */
  public BackupRows(Path file) {
    this.file = file;
    if (!Files.isReadable(file)) {
      throw new DatabaseException("There is no file " + file + " that can be read; check its name");
    }
    try {
      this.zip = new ZipFile(file.toFile());
      try (InputStream in = entry(BackupManifest.ENTRY)) {
        this.manifest =
            Json.mapper().readValue(in.readNBytes(MANIFEST_BYTES), BackupManifest.class);
      }
    } catch (IOException e) {
      throw damaged("is no complete backup of ai_scheduler db backup: " + e.getMessage(), e);
    }
    if (manifest.format() != BackupManifest.FORMAT) {
      throw damaged(
          "has format "
              + manifest.format()
              + ", which this version does not know; restore it with version "
              + manifest.product()
              + " or newer",
          null);
    }
  }

  /** What the backup says of itself. */
  public BackupManifest manifest() {
    return manifest;
  }

  @Override
  public String name() {
    return "backup " + manifest.id() + " of " + manifest.createdAt();
  }

  @Override
  public String schemaVersion() {
    return manifest.schemaVersion();
  }

  @Override
  public long count(Table table) {
    return sum(table).rows();
  }

  private TableSum sum(Table table) {
    return manifest.tables().stream()
        .filter(sum -> sum.table().equals(table.name()))
        .findFirst()
        .orElseThrow(() -> damaged("has no table " + table.name(), null));
  }

  @Override
  public RowPages open(Table table, String place) {
    try {
      Lines lines = new Lines(table, entry(BackupManifest.entry(table.name())));
      lines.skip(place.isEmpty() ? 0 : Long.parseLong(place));
      return lines;
    } catch (IOException e) {
      throw damaged("cannot be read, table " + table.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, Long> nextValues() {
    return manifest.sequences();
  }

  /** As the backup counted them when it was made. */
  @Override
  public List<TableSum> sums(List<Table> tables, TransferListener listener) {
    return tables.stream().map(this::sum).toList();
  }

  /**
   * Stores the contents of artifacts that are in the backup.
   *
   * @return the SHA-256 of those that are damaged in it, which are not stored
   */
  public List<String> storeArtifacts(ArtifactContentStore files) {
    List<String> damaged = new ArrayList<>();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      if (entry.getName().startsWith(BackupManifest.ARTIFACTS)) {
        String sha256 = entry.getName().substring(BackupManifest.ARTIFACTS.length());
        try (InputStream content = zip.getInputStream(entry)) {
          String stored = files.put(content).sha256();
          if (!stored.equals(sha256)) {
            files.delete(stored);
            damaged.add(sha256);
          }
        } catch (IOException e) {
          throw damaged("cannot be read, " + entry.getName() + ": " + e.getMessage(), e);
        }
      }
    }
    return damaged;
  }

  private InputStream entry(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no " + name);
    }
    return zip.getInputStream(entry);
  }

  private DatabaseException damaged(String what, @Nullable Exception cause) {
    return new DatabaseException(file + " " + what, cause);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw damaged("cannot be closed: " + e.getMessage(), e);
    }
  }

  /** The lines of a table; the first names its columns. */
  private final class Lines implements RowPages {
    private final Table table;
    private final JsonParser json;
    private long rows;

    Lines(Table table, InputStream in) throws IOException {
      this.table = table;
      this.json = JsonFactory.builder().streamReadConstraints(BOUNDS).build().createParser(in);
      List<@Nullable String> names = line();
      if (names == null || !names.equals(table.columns().stream().map(Column::name).toList())) {
        throw new IOException("its columns are " + names);
      }
    }

    void skip(long lines) throws IOException {
      while (rows < lines) {
        if (json.nextToken() == null) {
          throw new IOException("it ends before row " + lines);
        }
        json.skipChildren();
        rows++;
      }
    }

    private @Nullable List<@Nullable String> line() throws IOException {
      if (json.nextToken() == null) {
        return null;
      }
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw new IOException("row " + (rows + 1) + " is no array");
      }
      List<@Nullable String> texts = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        texts.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
      }
      return texts;
    }

    @Override
    public List<Row> next() {
      List<Row> page = new ArrayList<>();
      try {
        long bytes = 0;
        while (page.size() < PAGE_ROWS && bytes < PAGE_BYTES) {
          List<@Nullable String> texts = line();
          if (texts == null) {
            return page;
          }
          Row row = row(texts);
          page.add(row);
          bytes += row.bytes();
          rows++;
        }
        return page;
      } catch (IOException | RuntimeException e) {
        throw damaged(
            "is damaged in table " + table.name() + " at row " + (rows + 1) + ": " + e.getMessage(),
            e);
      }
    }

    private Row row(List<@Nullable String> texts) throws IOException {
      List<Column> columns = table.columns();
      if (texts.size() != columns.size()) {
        throw new IOException("it has " + texts.size() + " values, not " + columns.size());
      }
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        String text = texts.get(i);
        values.add(text == null ? null : columns.get(i).kind().parse(text));
      }
      return new Row(values);
    }

    @Override
    public String place() {
      return Long.toString(rows);
    }

    @Override
    public void close() {
      try {
        json.close();
      } catch (IOException e) {
        throw damaged("cannot be closed: " + e.getMessage(), e);
      }
    }
  }
}
