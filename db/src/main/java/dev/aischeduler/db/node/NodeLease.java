package dev.aischeduler.db.node;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.DatabaseException;
import dev.aischeduler.db.Dialect;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the node of a name on a database. It ends with the process, however that ends: a
 * lock on a file beside an H2 database, a session's advisory lock on PostgreSQL. Who holds it knows
 * that every job still marked as running on this node lost its worker.
 */
public final class NodeLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

  private final AutoCloseable held;

  private NodeLease(AutoCloseable held) {
    this.held = held;
  }

  /**
   * Takes the lease.
   *
   * @throws DatabaseException when a running process holds it
   */
  public static NodeLease acquire(Database database, String node) {
    if (database.dialect() == Dialect.POSTGRESQL) {
      return new NodeLease(advisoryLock(database, node));
    }
    Optional<Path> file = database.file();
    return new NodeLease(file.isPresent() ? fileLock(file.get(), node) : () -> {});
  }

  private static AutoCloseable fileLock(Path database, String node) {
    UUID name = UUID.nameUUIDFromBytes(node.getBytes(StandardCharsets.UTF_8));
    Path path = database.resolveSibling(database.getFileName() + ".node-" + name + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw inUse(node);
      }
      return channel;
    } catch (IOException e) {
      throw new DatabaseException("cannot lock " + path + " for node " + node, e);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static AutoCloseable advisoryLock(Database database, String node) {
    try {
      Connection connection = database.dataSource().getConnection();
      try (PreparedStatement select =
          connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 42))")) {
        select.setString(1, "ai-scheduler node " + node);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next() || !row.getBoolean(1)) {
            connection.close();
            throw inUse(node);
          }
        }
      }
      return () -> {
        try (connection;
            PreparedStatement unlock =
                connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
          unlock.execute();
        }
      };
    } catch (SQLException e) {
      throw new DatabaseException("cannot take the lease of node " + node, e);
    }
  }

  private static DatabaseException inUse(String node) {
    return new DatabaseException(
        "a running process already serves this database as node '"
            + node
            + "'; stop it, or set node.name to another name");
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (Exception e) {
      LOG.warn("lease not given back: {}", e.toString());
    }
  }
}
