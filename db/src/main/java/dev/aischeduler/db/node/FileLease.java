package dev.aischeduler.db.node;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock on a file beside an H2 database; a database in memory needs none. Thread-safe. */
final class FileLease implements NodeLease {
  private static final Logger LOG = LoggerFactory.getLogger(FileLease.class);

  private final DataSource dataSource;
  private final @Nullable FileChannel locked;

  private FileLease(DataSource dataSource, @Nullable FileChannel locked) {
    this.dataSource = dataSource;
    this.locked = locked;
  }

  static FileLease acquire(Database database, String node) {
    Optional<Path> file = database.file();
    return new FileLease(database.dataSource(), file.isPresent() ? lock(file.get(), node) : null);
  }

  private static FileChannel lock(Path database, String node) {
    UUID name = UUID.nameUUIDFromBytes(node.getBytes(StandardCharsets.UTF_8));
    Path path = database.resolveSibling(database.getFileName() + ".node-" + name + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw NodeLease.inUse(node);
      }
      return channel;
    } catch (IOException e) {
      throw new DatabaseException("cannot lock " + path + " for node " + node, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  @Override
  public boolean renew() {
    return true;
  }

  @Override
  public <T> T call(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new DatabaseException("the node's heartbeat failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      if (locked != null) {
        locked.close();
      }
    } catch (IOException e) {
      LOG.warn("lease not given back: {}", e.toString());
    }
  }
}
