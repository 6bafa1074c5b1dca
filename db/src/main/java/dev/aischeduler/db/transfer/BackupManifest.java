package dev.aischeduler.db.transfer;

import dev.aischeduler.db.transfer.table.TableSum;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a backup says of itself, in its last entry.
 *
 * @param format of the file; this version writes and reads {@value #FORMAT}
 * @param product version of the program that made it
 * @param id of this backup
 * @param createdAt when its rows were as they are in it
 * @param source URL of the database, without password
 * @param schemaVersion number of the last migration
 * @param tables what each holds; a table follows those it refers to
 * @param sequences what each gives next
 * @param artifactFiles how many contents of artifacts are beside the tables
 */
public record BackupManifest(
    int format,
    String product,
    UUID id,
    Instant createdAt,
    String source,
    String schemaVersion,
    List<TableSum> tables,
    Map<String, Long> sequences,
    long artifactFiles) {
  /** The format of this version. */
  public static final int FORMAT = 1;

  /** Name of its entry. */
  static final String ENTRY = "manifest.json";

  /** Folder of the contents of artifacts, each named for its SHA-256. */
  static final String ARTIFACTS = "artifacts/";

  /** Rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(TableSum::rows).sum();
  }

  /** Name of the entry of a table. */
  static String entry(String table) {
    return "tables/" + table + ".jsonl";
  }
}
