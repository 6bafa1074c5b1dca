package dev.aischeduler.db.h2;

import dev.aischeduler.db.failure.DatabaseException;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other programs of this machine use the database while this process has it open: a TCP server
 * on loopback, announced in the lock file in the form that H2 writes itself, so that any H2 client
 * finds it with {@code AUTO_SERVER=TRUE}. Clients need the key in that file and the password.
 */
final class H2Sharing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(H2Sharing.class);
  private static final int KEY_BYTES = 16;
  private static final int PROBE_TIMEOUT_MS = 1000;

  private final Server server;
  private final Path lockFile;
  private final String key;

  private H2Sharing(Server server, Path lockFile, String key) {
    this.server = server;
    this.lockFile = lockFile;
    this.key = key;
  }

  /**
   * Starts the server. The caller holds the database, so a lock file that exists is stale and is
   * replaced.
   *
   * @param databaseName name under which this process opened it
   */
  static H2Sharing start(String databaseName, Path lockFile) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = HexFormat.of().formatHex(random);
    try {
      Server server =
          Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-key", key, databaseName).start();
      H2Sharing sharing = new H2Sharing(server, lockFile, key);
      sharing.announce();
      return sharing;
    } catch (SQLException | IOException e) {
      throw new DatabaseException(
          "Cannot share the database through " + lockFile + ": " + e.getMessage(), e);
    }
  }

  private void announce() throws IOException {
    Properties lock = new Properties();
    lock.setProperty("method", "file");
    lock.setProperty("id", key);
    lock.setProperty("server", "127.0.0.1:" + server.getPort());
    lock.setProperty("hostName", "localhost");
    lock.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    // A reader sees no lock file or a whole one; createTempFile gives mode 600.
    Path draft = Files.createTempFile(lockFile.getParent(), ".lock", ".tmp");
    try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.ISO_8859_1)) {
      lock.store(writer, "FileLock");
    }
    Files.move(draft, lockFile, StandardCopyOption.ATOMIC_MOVE);
  }

  /** URL of the server that a lock file announces, if it still answers. */
  static Optional<String> find(Path lockFile) {
    Properties lock = read(lockFile);
    String server = lock.getProperty("server", "");
    int colon = server.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MS);
      return Optional.of("jdbc:h2:tcp://127.0.0.1:" + port + "/" + lock.getProperty("id"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Properties read(Path lockFile) {
    Properties lock = new Properties();
    if (Files.exists(lockFile)) {
      try (var reader = Files.newBufferedReader(lockFile, StandardCharsets.ISO_8859_1)) {
        lock.load(reader);
      } catch (IOException e) {
        LOG.debug("No lock file to read: {}", e.toString());
      }
    }
    return lock;
  }

  /** Stops the server and withdraws the announcement. */
  @Override
  public void close() {
    server.stop();
    if (key.equals(read(lockFile).getProperty("id"))) {
      try {
        Files.deleteIfExists(lockFile);
      } catch (IOException e) {
        LOG.warn("Cannot remove {}; it is replaced at the next start: {}", lockFile, e.toString());
      }
    }
  }
}
