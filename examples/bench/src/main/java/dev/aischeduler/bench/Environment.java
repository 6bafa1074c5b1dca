package dev.aischeduler.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.sun.management.OperatingSystemMXBean;
import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.web.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jobrunr.scheduling.JobRequestScheduler;

/** Machine and versions, for whoever reads the figures. */
final class Environment {
  private Environment() {}

  static Map<String, String> describe(List<Databases> databases, Path folder) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("processor", processor());
    facts.put("memory", memory());
    facts.put("disk", disk(folder));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("AI Scheduler", Version.current());
    facts.put("db-scheduler", version(Scheduler.class));
    facts.put("JobRunr", version(JobRequestScheduler.class));
    databases.forEach(
        database ->
            facts.put(
                database.dialect().name().toLowerCase(java.util.Locale.ROOT), database.describe()));
    return facts;
  }

  private static String processor() {
    String name = System.getProperty("os.arch");
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        name =
            lines
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(name);
      } catch (IOException e) {
        // the architecture will do
      }
    }
    return name + ", " + Runtime.getRuntime().availableProcessors() + " cores";
  }

  private static String memory() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      return system.getTotalMemorySize() / (1 << 30) + " GiB";
    }
    return "unknown";
  }

  private static String disk(Path folder) {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** A jar's version as its file name or its Maven properties tell it. */
  private static String version(Class<?> ofJar) {
    return Optional.ofNullable(ofJar.getPackage().getImplementationVersion())
        .or(() -> fileName(ofJar).map(n -> n.replaceAll(".*-(\\d[^/]*)\\.jar$", "$1")))
        .orElse("unknown");
  }

  private static Optional<String> fileName(Class<?> ofJar) {
    return Optional.ofNullable(ofJar.getProtectionDomain().getCodeSource())
        .map(source -> source.getLocation().getPath());
  }
}
