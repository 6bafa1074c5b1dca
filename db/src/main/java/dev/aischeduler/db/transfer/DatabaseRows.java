package dev.aischeduler.db.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.table.Row;
import dev.aischeduler.db.transfer.table.Sequences;
import dev.aischeduler.db.transfer.table.Table;
import dev.aischeduler.db.transfer.table.TableDigest;
import dev.aischeduler.db.transfer.table.TableReader;
import dev.aischeduler.db.transfer.table.TableSum;
import dev.aischeduler.db.transfer.table.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a database as they were at one moment, whatever others write meanwhile. It holds one
 * connection and a transaction that only reads.
 */
public final class DatabaseRows implements RowSource, AutoCloseable {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRows.class);
  private static final int CONTENTS = 500;

  private final Database database;
  private final Connection connection;
  private final Map<String, Table> tables;
  private final List<Table> ordered;
  private final String version;

  /**
   * The rows of now.
   *
   * @throws DatabaseException for a database without tables of ours, or one that does not answer
   */
  public DatabaseRows(Database database) {
    this.database = database;
    try {
      this.connection = database.dataSource().getConnection();
    } catch (SQLException e) {
      throw unreadable(e);
    }
    try {
      snapshot();
      this.version = Tables.version(connection);
      this.ordered = Tables.read(connection);
      this.tables = ordered.stream().collect(Collectors.toMap(Table::name, table -> table));
      if (version.isEmpty()) {
        throw new DatabaseException(
            "Database " + name() + " has no tables of AI Scheduler; check database.url");
      }
    } catch (SQLException e) {
      close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private DatabaseException unreadable(SQLException e) {
    return new DatabaseException("Cannot read " + name() + ": " + e.getMessage(), e);
  }

  private void snapshot() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      if (database.dialect() == Dialect.H2) {
        statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
      } else {
        // the transaction waits while a page is written elsewhere
        statement.execute("SET idle_in_transaction_session_timeout = 0");
        connection.commit();
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      }
    }
  }

  @Override
  public String name() {
    return database.jdbcUrl();
  }

  @Override
  public String schemaVersion() {
    return version;
  }

  /** Its tables; a table follows those it refers to. */
  public List<Table> tables() {
    return ordered;
  }

  @Override
  public long count(Table table) throws SQLException {
    return Tables.count(connection, own(table));
  }

  private Table own(Table table) {
    Table own = tables.get(table.name());
    if (own == null || !own.fits(table)) {
      throw new DatabaseException(
          "Table "
              + table.name()
              + " of "
              + name()
              + " is missing or has other columns than the same schema elsewhere; undo what was"
              + " changed in it by hand");
    }
    return own;
  }

  @Override
  public RowPages open(Table table, String place) throws SQLException {
    Table own = own(table);
    List<Object> after = new ArrayList<>();
    if (!place.isEmpty()) {
      try {
        List<String> texts = Json.mapper().readValue(place, TEXTS);
        for (int i = 0; i < texts.size(); i++) {
          after.add(own.columns().get(own.key().get(i)).kind().parse(texts.get(i)));
        }
      } catch (JsonProcessingException e) {
        throw new DatabaseException("The place in table " + own.name() + " is no key: " + place, e);
      }
    }
    TableReader reader = new TableReader(connection, own, after.isEmpty() ? null : after);
    return new Pages(own, reader);
  }

  private record Pages(Table table, TableReader reader) implements RowPages {
    @Override
    public List<Row> next() throws SQLException {
      return reader.next();
    }

    @Override
    public String place() {
      List<String> texts = new ArrayList<>();
      List<Object> key = reader.place();
      for (int i = 0; i < key.size(); i++) {
        texts.add(table.columns().get(table.key().get(i)).kind().text(key.get(i)));
      }
      try {
        return Json.mapper().writeValueAsString(texts);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("texts are JSON", e);
      }
    }

    @Override
    public void close() throws SQLException {
      reader.close();
    }
  }

  @Override
  public Map<String, Long> nextValues() throws SQLException {
    return Sequences.read(connection, database.dialect(), ordered);
  }

  @Override
  public List<TableSum> sums(List<Table> wanted, TransferListener listener) throws SQLException {
    List<TableSum> sums = new ArrayList<>();
    for (Table table : wanted) {
      TableDigest digest = new TableDigest(own(table));
      long total = count(table);
      try (RowPages pages = open(table, "")) {
        for (List<Row> page = pages.next(); !page.isEmpty(); page = pages.next()) {
          digest.add(page);
          listener.advanced(TransferListener.Step.VERIFY, table.name(), digest.sum().rows(), total);
        }
      }
      sums.add(digest.sum());
    }
    return sums;
  }

  /**
   * Contents of artifacts that rows refer to, in order.
   *
   * @param after SHA-256 of the last one that was read before; empty for the start
   * @return the next some; none at the end
   */
  List<String> contents(String after) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT DISTINCT sha256 FROM artifact WHERE sha256 > CAST(? AS char(64))"
                + " ORDER BY sha256 LIMIT "
                + CONTENTS)) {
      select.setString(1, after);
      List<String> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
      return found;
    }
  }

  /** Ends the transaction. */
  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("Cannot end the transaction on {}: {}", name(), e.toString());
    }
  }
}
