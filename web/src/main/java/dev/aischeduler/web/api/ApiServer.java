package dev.aischeduler.web.api;

import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.NodeHealth;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.jobs.model.hub.ModelPulls;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.api.guard.Hosts;
import dev.aischeduler.web.api.guard.RequestGuard;
import dev.aischeduler.web.api.http.BodyIntake;
import dev.aischeduler.web.api.http.BodyLimits;
import dev.aischeduler.web.api.http.ClientConnector;
import dev.aischeduler.web.api.http.ResponseWriter;
import dev.aischeduler.web.api.http.WorkerHandler;
import dev.aischeduler.web.api.http.Workers;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.RawProblems;
import dev.aischeduler.web.api.request.BulkLimits;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.JobEnds;
import dev.aischeduler.web.api.wait.JobWaiter;
import dev.aischeduler.web.api.wait.Streams;
import dev.aischeduler.web.api.wait.SubmissionStream;
import dev.aischeduler.web.metrics.Metrics;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server with every endpoint. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  /** Threads that read and write; none of them waits for a client or the database. */
  private static final int IO_THREADS = 32;

  private static final int WORKERS = 64;
  private static final int QUEUED_REQUESTS = 4096;
  private static final int HEALTH_WORKERS = 4;
  private static final int QUEUED_HEALTH = 64;
  private static final int IDLE_MS = 60_000;
  private static final Duration SLOW_READER = Duration.ofSeconds(30);

  private final Settings.Server listen;
  private final Javalin javalin;
  private final Gate gate = new Gate();
  private final Workers workers = new Workers("web", WORKERS, QUEUED_REQUESTS);
  private final Workers reserve = new Workers("web-health", HEALTH_WORKERS, QUEUED_HEALTH);
  private final ScheduledExecutorService timer;
  private final BlockedCallerLimit blocked;
  private final BodyIntake bodies;
  private final ResponseWriter writer = new ResponseWriter(workers, SLOW_READER);
  private final JobEnds ends;
  private final Streams streams;
  private final List<String> endpoints = new ArrayList<>();

  /**
   * What the endpoints work with.
   *
   * @param modules every task type
   * @param tensors counts what the models hold while they run
   * @param system background work of the service
   * @param pulls of models
   * @param gpus of this node
   * @param metrics what {@code /metrics} shows
   * @param version version of the product
   */
  public record Parts(
      Settings settings,
      JobService jobs,
      Nodes nodes,
      NodeHealth health,
      SystemJobs system,
      ModelPulls pulls,
      Devices devices,
      TaskModules modules,
      List<TaskHandler<?>> handlers,
      TensorCount tensors,
      NodeModels models,
      NodeGpus gpus,
      Metrics metrics,
      String version,
      Clock clock) {}

  /** A server that is not started yet. */
  public ApiServer(Parts parts) {
    Settings settings = parts.settings();
    this.listen = settings.server();
    this.timer = Executors.newSingleThreadScheduledExecutor(ApiServer::timerThread);
    this.blocked = new BlockedCallerLimit(listen.maxBlockedCallers());
    this.bodies = new BodyIntake(BodyLimits.of(listen.maxBodyBytesInFlight()), workers);
    this.ends = new JobEnds(parts.jobs(), workers);
    this.streams = new Streams(blocked, workers, SLOW_READER);
    List<Resource> resources = resources(parts);
    RequestGuard guard =
        new RequestGuard(
            settings.security().apiKey(),
            new Hosts(settings.server().host(), settings.server().publicUrl()));
    this.javalin =
        Javalin.create(
            config -> {
              configure(config, settings.server());
              config.events.handlerAdded(
                  added -> {
                    if (added.getHttpMethod().isHttpMethod()) {
                      endpoints.add(added.getHttpMethod().name() + " " + added.getPath());
                    }
                  });
              guard.register(config.routes);
              config.routes.beforeMatched(ctx -> bodies.read(ctx, maxBytes(ctx, listen)));
              config.routes.after(writer::write);
              Problems.register(config.routes);
              resources.forEach(resource -> resource.register(config.routes));
            });
  }

  private static Thread timerThread(Runnable task) {
    Thread thread = new Thread(task, "web-timer");
    thread.setDaemon(true);
    return thread;
  }

  private static int maxBytes(Context ctx, Settings.Server server) {
    boolean bulk = ctx.path().equals(Paths.TASKS);
    return bulk ? server.maxBulkBodyBytes() : server.maxBodyBytes();
  }

  private List<Resource> resources(Parts parts) {
    Settings settings = parts.settings();
    JobService jobs = parts.jobs();
    Nodes nodes = parts.nodes();
    Clock clock = parts.clock();
    NodeHandlers handlers = new NodeHandlers(parts.handlers());
    ArtifactSender sender = new ArtifactSender(jobs, nodes);
    Duration wait = Duration.ofSeconds(settings.server().waitS());
    JobWaiter waiter = new JobWaiter(ends, blocked, workers, timer);
    SubmissionStream submissionStreams = new SubmissionStream(jobs, ends, streams);
    List<Resource> resources = new ArrayList<>();
    for (TaskHandler<?> handler : parts.handlers()) {
      TaskModule module = parts.modules().of(handler.type());
      resources.add(
          new SubmitResource(
              module,
              handler.requestType(),
              jobs,
              gate,
              waiter,
              submissionStreams,
              sender,
              wait,
              clock));
    }
    BulkLimits bulk = BulkLimits.of(settings);
    resources.add(new BulkSubmitResource(jobs, parts.modules(), parts.handlers(), gate, bulk));
    resources.add(new BulkActionResource(jobs.actions(), settings.lanes()));
    resources.add(new TaskResource(jobs));
    resources.add(new TaskListResource(jobs, settings.lanes()));
    resources.add(new EventResource(jobs, ends, streams));
    resources.add(new ArtifactResource(jobs, sender));
    resources.add(new TenantResource(jobs.tenants()));
    resources.add(new LaneResource(jobs, settings));
    resources.add(new NodeResource(nodes));
    resources.add(new ModelResource(handlers, parts.models(), wait));
    resources.add(
        new SystemResource(
            settings,
            jobs,
            parts.health(),
            parts.devices(),
            handlers,
            parts.models(),
            new Machine(parts.tensors()),
            parts.gpus(),
            parts.version(),
            clock));
    resources.add(new HealthResource(jobs, parts.health(), handlers, gate));
    resources.add(new SystemJobResource(parts.system(), parts.pulls()));
    resources.add(new MetricsResource(parts.metrics()));
    resources.add(new PageResource());
    return resources;
  }

  private void configure(JavalinConfig config, Settings.Server server) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = server.maxBodyBytes();
    // results are small or compressed already, and a stream must not be held back
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = new QueuedThreadPool(IO_THREADS, 8);
    config.jetty.modifyServer(
        jetty -> {
          jetty.setErrorHandler(new RawProblems());
          jetty.insertHandler(new WorkerHandler(workers, reserve, HealthResource.PATHS));
        });
    config.jetty.addConnector(
        (jetty, http) -> {
          ClientConnector connector = new ClientConnector(jetty, http);
          connector.setHost(Loopback.withoutBrackets(server.host()));
          connector.setPort(server.port());
          connector.setIdleTimeout(IDLE_MS);
          return connector;
        });
  }

  /**
   * Starts to listen.
   *
   * @throws ListenException when the port cannot be opened
   */
  public void start() {
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new ListenException(listen.host(), listen.port(), e);
    }
    everySecond(ends::askAll);
    everySecond(streams::tick);
    everySecond(bodies::refuseSlow);
    everySecond(writer::endStalled);
  }

  private void everySecond(Runnable task) {
    timer.scheduleWithFixedDelay(
        () -> {
          try {
            task.run();
          } catch (Throwable e) {
            // whatever is thrown out of here would end this timer without a word
            LOG.error("a timer of the web server failed and goes on", e);
          }
        },
        1,
        1,
        TimeUnit.SECONDS);
  }

  /** Every endpoint as method and path, for example {@code GET /api/v1/tasks}. */
  public List<String> endpoints() {
    return List.copyOf(endpoints);
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Refuses new submissions from now on; everything else is still answered. */
  public void refuseSubmissions() {
    gate.close();
  }

  /** Answers blocked callers with what is known, then stops listening. */
  @Override
  public void close() {
    gate.close();
    blocked.close();
    workers.close();
    reserve.close();
    timer.shutdownNow();
    javalin.stop();
  }
}
