package dev.aischeduler.bench.peer;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The product's engine with default settings but for the number of slots. */
public final class AiSchedulerPeer implements Peer {
  private final String name;
  private final String labels;
  private final boolean manifest;

  private AiSchedulerPeer(String name, String labels, boolean manifest) {
    this.name = name;
    this.labels = labels;
    this.manifest = manifest;
  }

  /**
   * A node that offers a resource label: {@code gpu} runs the jobs of the benchmark, {@code cpu}
   * only submits them.
   */
  public static AiSchedulerPeer serving(String label) {
    return new AiSchedulerPeer("AI Scheduler", label, false);
  }

  /** A node that is given many jobs as a bulk run: a CSV manifest, stored, checked and read. */
  static AiSchedulerPeer withManifests() {
    return new AiSchedulerPeer("AI Scheduler bulk run", "gpu", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean runsOn(Dialect dialect) {
    return true;
  }

  @Override
  public int pollMs() {
    return 0;
  }

  @Override
  public String unfinished() {
    return AiSchedulerRun.UNFINISHED;
  }

  @Override
  public PeerRun open(Settings.Database database, int workers, IntConsumer body) {
    Settings loaded =
        new SettingsLoader(ShippedTasks.types(), Map.of(), Path.of(""), Machine.here())
            .load(
                null,
                List.of(
                    set("database.url", database.url()),
                    set("database.username", database.username()),
                    set("database.password", database.password()),
                    set("database.pool_size", database.poolSize()),
                    set("node.name", "bench-" + ProcessHandle.current().pid()),
                    set("node.labels", labels),
                    set("resources.max_concurrent_tasks", workers),
                    set("lanes.llm.max_concurrent", workers),
                    set("lanes.llm.max_queued", 100_000_000)))
            .settings();
    return new AiSchedulerRun(loaded, body, manifest);
  }

  private static SettingOverride set(String path, Object value) {
    return new SettingOverride(path, value.toString(), "bench");
  }
}
