package dev.aischeduler.web.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a server process holds.
 *
 * @param heap bytes of the Java heap that are in use
 * @param threads Java threads by name, digits aside, without those that come and go with callers
 * @param files open files and connections
 */
record ServerFigures(long heap, Map<String, Integer> threads, int files) {
  private static final List<String> WITH_CALLERS = List.of("qtp", "web", "backgroundjob");

  /** What it holds once all garbage is gone. */
  static ServerFigures of(ServerProcess server) throws IOException, InterruptedException {
    server.collectGarbage();
    server.collectGarbage();
    long heap = server.get("/api/v1/system/resources").at("/memory/heap_used").asLong();
    Map<String, Integer> threads = new HashMap<>();
    for (String name : server.threads()) {
      if (WITH_CALLERS.stream().noneMatch(name::startsWith)) {
        threads.merge(name.replaceAll("\\d+", "#"), 1, Integer::sum);
      }
    }
    try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
      return new ServerFigures(heap, threads, (int) files.count());
    }
  }
}
