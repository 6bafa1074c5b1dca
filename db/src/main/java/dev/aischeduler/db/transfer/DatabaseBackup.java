package dev.aischeduler.db.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.ArtifactContentStore;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.table.Column;
import dev.aischeduler.db.transfer.table.Row;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableDigest;
import dev.aischeduler.db.transfer.table.TableSum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a database into a zip file that any database of the product can be filled
 * from: an entry of JSON lines for each table, then the manifest. The file gets its name when it is
 * complete and on the disk. For one thread.
 */
public final class DatabaseBackup {
  private static final SerializedString LINE = new SerializedString("\n");

  private final DatabaseRows rows;
  private final TransferListener listener;
  private final List<String> unreadable = new ArrayList<>();

  /** A backup of these rows. */
  public DatabaseBackup(DatabaseRows rows, TransferListener listener) {
    this.rows = rows;
    this.listener = listener;
  }

  /**
   * Writes the file.
   *
   * @param product version of this program
   * @param now when the rows were read
   * @param files where contents of artifacts are, to put them into the backup; null leaves them out
   * @throws DatabaseException if the file exists already, or reading or writing fails; then no file
   *     is left
   */
  public BackupManifest write(
      Path file, String product, Instant now, @Nullable ArtifactContentStore files) {
    if (Files.exists(file)) {
      throw new DatabaseException(file + " exists already; name another file");
    }
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      try {
        BackupManifest manifest = writeDraft(draft, product, now, files);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new DatabaseException(
          "Cannot write " + file + " (" + e + "); check the folder and its free space", e);
    } catch (SQLException e) {
      throw new DatabaseException("Cannot read " + rows.name() + ": " + e.getMessage(), e);
    }
  }

  /** Contents of artifacts that the rows refer to and that could not be read, by their SHA-256. */
  public List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  private BackupManifest writeDraft(
      Path draft, String product, Instant now, @Nullable ArtifactContentStore files)
      throws IOException, SQLException {
    Files.deleteIfExists(draft);
    // made with mode 600: prompts, results and digests of keys are its owner's
    Path made = Files.createTempFile(parent(draft), "backup", ".part");
    Files.move(made, draft);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
      zip.setLevel(Deflater.BEST_SPEED);
      List<TableSum> sums = new ArrayList<>();
      for (Table table : rows.tables()) {
        zip.putNextEntry(new ZipEntry(BackupManifest.entry(table.name())));
        sums.add(write(table, zip));
        zip.closeEntry();
      }
      long contents = files == null ? 0 : write(files, zip);
      BackupManifest manifest =
          new BackupManifest(
              BackupManifest.FORMAT,
              product,
              UUID.randomUUID(),
              now,
              rows.name(),
              rows.schemaVersion(),
              sums,
              rows.nextValues(),
              contents);
      zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
      zip.write(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      zip.closeEntry();
      zip.finish();
      channel.force(true);
      return manifest;
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private TableSum write(Table table, OutputStream out) throws IOException, SQLException {
    TableDigest digest = new TableDigest(table);
    long total = rows.count(table);
    try (RowPages pages = rows.open(table, "");
        JsonGenerator json = Json.mapper().getFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.setRootValueSeparator(LINE);
      json.writeStartArray();
      for (Column column : table.columns()) {
        json.writeString(column.name());
      }
      json.writeEndArray();
      for (List<Row> page = pages.next(); !page.isEmpty(); page = pages.next()) {
        for (Row row : page) {
          write(row, table, json);
        }
        digest.add(page);
        listener.advanced(TransferListener.Step.MOVE, table.name(), digest.sum().rows(), total);
      }
    }
    return digest.sum();
  }

  private static void write(Row row, Table table, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < row.values().size(); i++) {
      Object value = row.values().get(i);
      if (value == null) {
        json.writeNull();
      } else if (value instanceof byte[] bytes) {
        json.writeBinary(bytes);
      } else {
        json.writeString(table.columns().get(i).kind().text(value));
      }
    }
    json.writeEndArray();
  }

  /** What retention deleted since the rows were read is left out, as it would be later. */
  private long write(ArtifactContentStore files, ZipOutputStream zip)
      throws IOException, SQLException {
    long count = 0;
    String last = "";
    for (List<String> some = rows.contents(last); !some.isEmpty(); some = rows.contents(last)) {
      for (String sha256 : some) {
        last = sha256;
        try (InputStream content = files.open(sha256)) {
          zip.putNextEntry(new ZipEntry(BackupManifest.ARTIFACTS + sha256));
          count++;
          content.transferTo(zip);
        } catch (ArtifactContentException e) {
          unreadable.add(sha256);
        }
        zip.closeEntry();
      }
    }
    return count;
  }
}
