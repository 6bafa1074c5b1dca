package dev.aischeduler.web.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Several server processes of different names on one PostgreSQL server. */
final class Cluster implements AutoCloseable {
  private final Path folder;
  private final PostgresServer database;
  private final Map<String, ServerProcess> nodes = new ConcurrentHashMap<>();

  Cluster(Path folder) throws IOException {
    this.folder = folder;
    this.database = PostgresServer.start(folder);
  }

  PostgresServer database() {
    return database;
  }

  /** Starts a node; returns when it is ready. */
  ServerProcess start(String name, String... settings) throws IOException {
    return start(name, Map.of(), settings);
  }

  /**
   * Starts a node; returns when it is ready.
   *
   * @param settings further ones, each as {@code key=value}
   */
  ServerProcess start(String name, Map<String, String> environment, String... settings)
      throws IOException {
    List<String> options = new ArrayList<>();
    for (String setting :
        List.of(
            "node.name=" + name,
            "database.url=" + database.url(),
            "artifacts.store=database",
            "models.prewarm=false",
            "server.thread_pool_size=2")) {
      Collections.addAll(options, "--set", setting);
    }
    for (String setting : settings) {
      Collections.addAll(options, "--set", setting);
    }
    Path home = Files.createDirectories(folder.resolve(name));
    ServerProcess node = ServerProcess.start(home, environment, options.toArray(String[]::new));
    nodes.put(name, node);
    return node;
  }

  /** kill -9. */
  void kill(String name) throws InterruptedException {
    ServerProcess node = nodes.remove(name);
    if (node == null) {
      throw new IllegalArgumentException("node " + name + " does not run");
    }
    node.kill();
  }

  /** The running nodes by name. */
  Map<String, ServerProcess> nodes() {
    return new TreeMap<>(nodes);
  }

  /** Address of one of the running nodes. */
  String anyAddress() {
    List<ServerProcess> all = List.copyOf(nodes.values());
    return all.get(ThreadLocalRandom.current().nextInt(all.size())).address();
  }

  @Override
  public void close() throws IOException {
    nodes.values().forEach(ServerProcess::close);
    database.close();
  }
}
