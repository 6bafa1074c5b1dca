package dev.aischeduler.bench;

import dev.aischeduler.bench.isolation.DeviceShares;
import dev.aischeduler.bench.isolation.FirstToken;
import dev.aischeduler.bench.isolation.Part;
import dev.aischeduler.bench.isolation.Speech;
import dev.aischeduler.bench.isolation.TokenRate;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the parts of the benchmark of isolation. */
final class IsolationBench {
  private IsolationBench() {}

  /** What the documentation's figures come from, by name, in the order of the report. */
  static Map<String, Part> full() {
    return parts(DeviceShares.full(), FirstToken.full(), TokenRate.full(), Speech.full());
  }

  /** The same with less of everything: ends within five minutes on two cores. */
  static Map<String, Part> quick() {
    return parts(DeviceShares.quick(), FirstToken.quick(), TokenRate.quick(), Speech.quick());
  }

  private static Map<String, Part> parts(Part share, Part first, Part tokens, Part speech) {
    Map<String, Part> map = new LinkedHashMap<>();
    map.put("share", share);
    map.put("first", first);
    map.put("tokens", tokens);
    map.put("speech", speech);
    return map;
  }

  /**
   * Measures.
   *
   * @param only names of parts; empty for all
   * @param folder takes databases
   */
  static Report run(
      Map<String, Part> parts, Set<String> only, Path folder, Consumer<String> progress)
      throws InterruptedException {
    List<Section> sections = new ArrayList<>();
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (only.isEmpty() || only.contains(part.getKey())) {
        sections.addAll(part.getValue().run(folder, progress));
      }
    }
    return new Report(Environment.describe(List.of(), folder), sections);
  }
}
