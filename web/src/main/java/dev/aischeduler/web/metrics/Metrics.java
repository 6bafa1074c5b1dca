package dev.aischeduler.web.metrics;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.api.http.HttpCounts;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.tls.ServerTls;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every figure of this node that a monitoring system may read. A further group is one more {@link
 * Meters} in the list. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final List<Meters> groups;

  Metrics(List<Meters> groups, Figures figures) {
    this.groups = List.copyOf(groups);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
    groups.forEach(group -> group.register(registry));
    registry.getPrometheusRegistry().register(figures);
  }

  /**
   * The figures of a running node.
   *
   * @param lanes that have figures
   * @param tensors counts what the models hold while they run
   * @param http requests that were answered
   * @param tls certificate of the server; null for plain HTTP
   * @param bots what chat bots brought and got
   * @param version version of the product
   */
  public static Metrics of(
      List<TaskType> lanes,
      Engine engine,
      Devices devices,
      List<TaskHandler<?>> handlers,
      NodeModels models,
      TensorCount tensors,
      Database database,
      HttpCounts http,
      @Nullable ServerTls tls,
      BotCounts bots,
      String version) {
    return new Metrics(
        List.of(
            new NodeMeters(engine.nodes(), version),
            new LaneMeters(engine.jobs(), lanes),
            new AttemptMeters(engine.attemptCounts(), lanes),
            new DeviceMeters(devices),
            new MemoryMeters(models, lanes),
            new ModelMeters(handlers, tensors),
            new DatabaseMeters(database),
            new PoolMeters(database, http),
            new StorageMeters(engine.jobs()),
            new TlsMeters(tls),
            new ScheduleMeters(engine.schedules()),
            new WorkMeters(engine, lanes),
            new BotMeters(bots)),
        new Figures(engine.attemptCounts(), http));
  }

  /**
   * The figures now, in the text format of Prometheus (version 0.0.4, UTF-8). While another caller
   * asks the database, this one does not wait for it and shows what the last look found.
   */
  public String text() {
    if (refreshing.compareAndSet(false, true)) {
      try {
        groups.forEach(Metrics::refresh);
      } finally {
        refreshing.set(false);
      }
    }
    return registry.scrape();
  }

  private static void refresh(Meters group) {
    try {
      group.refresh();
    } catch (RuntimeException e) {
      LOG.debug("{} not up to date: {}", group.getClass().getSimpleName(), e.toString());
    }
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
