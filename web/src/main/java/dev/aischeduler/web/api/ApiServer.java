package dev.aischeduler.web.api;

import dev.aischeduler.config.CorsOrigins;
import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.NodeHealth;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.node.Nodes;
import dev.aischeduler.engine.schedule.Schedules;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskPreview;
import dev.aischeduler.engine.trace.Traces;
import dev.aischeduler.engine.webhook.Webhooks;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.jobs.model.hub.ModelPulls;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.access.Authenticator;
import dev.aischeduler.web.api.compression.Gzip;
import dev.aischeduler.web.api.guard.Access;
import dev.aischeduler.web.api.guard.Cors;
import dev.aischeduler.web.api.guard.RequestGuard;
import dev.aischeduler.web.api.guard.RouteRoles;
import dev.aischeduler.web.api.http.BodyBounds;
import dev.aischeduler.web.api.http.ClientIo;
import dev.aischeduler.web.api.http.ClientLimits;
import dev.aischeduler.web.api.http.HttpCounts;
import dev.aischeduler.web.api.reply.ErrorPage;
import dev.aischeduler.web.api.reply.ErrorShape;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.RawProblems;
import dev.aischeduler.web.api.request.BulkLimits;
import dev.aischeduler.web.api.trace.RequestTraces;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.CallerWait;
import dev.aischeduler.web.api.wait.JobEnds;
import dev.aischeduler.web.api.wait.RunChanges;
import dev.aischeduler.web.api.wait.Streams;
import dev.aischeduler.web.api.wait.SubmissionStream;
import dev.aischeduler.web.history.History;
import dev.aischeduler.web.metrics.Metrics;
import dev.aischeduler.web.tls.ServerTls;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP server with every endpoint. */
public final class ApiServer implements AutoCloseable {
  /** Those who open a WebSocket look after it themselves; this ends what they have forgotten. */
  private static final Duration WEB_SOCKET_IDLE = Duration.ofMinutes(10);

  private final Settings.Server listen;
  private final @Nullable ServerTls tls;
  private final Javalin javalin;
  private final Gate gate = new Gate();
  private final ClientIo io;
  private final BlockedCallerLimit blocked;
  private final JobEnds ends;
  private final RunChanges runChanges;
  private final Streams streams;
  private final List<String> endpoints = new ArrayList<>();
  private final RouteRoles roles;

  /**
   * What the endpoints work with.
   *
   * @param modules every task type
   * @param tensors counts what the models hold while they run
   * @param system background work of the service
   * @param schedules what starts jobs and runs at times
   * @param webhooks reports of ends
   * @param pulls of models
   * @param gpus of this node
   * @param bulk bulk runs
   * @param metrics what {@code /metrics} shows
   * @param http counts what is answered
   * @param history the last hour of this node
   * @param pages the dashboard
   * @param errorPage tells its readers what went wrong
   * @param further makes endpoints of other packages
   * @param furtherErrors how those tell what went wrong
   * @param access who calls and may
   * @param tls certificate for HTTPS; null for plain HTTP
   * @param traces makes the spans of requests
   * @param version version of the product
   */
  public record Parts(
      Settings settings,
      JobService jobs,
      Nodes nodes,
      NodeHealth health,
      SystemJobs system,
      BulkParts bulk,
      Workflows workflows,
      Schedules schedules,
      Webhooks webhooks,
      ModelPulls pulls,
      Devices devices,
      TaskModules modules,
      List<TaskHandler<?>> handlers,
      TensorCount tensors,
      NodeModels models,
      NodeGpus gpus,
      Metrics metrics,
      HttpCounts http,
      History history,
      List<Resource> pages,
      ErrorPage errorPage,
      Function<ApiTools, List<Resource>> further,
      ErrorShape furtherErrors,
      AccessParts access,
      @Nullable ServerTls tls,
      Traces traces,
      String version,
      Clock clock) {}

  /** A server that is not started yet. */
  public ApiServer(Parts parts) {
    Settings settings = parts.settings();
    this.listen = settings.server();
    this.tls = parts.tls();
    ClientLimits limits = ClientLimits.of(listen.maxBodyBytesInFlight());
    this.io = new ClientIo(limits, HealthResource.PATHS, new Gzip());
    this.blocked = new BlockedCallerLimit(listen.maxBlockedCallers());
    this.ends = new JobEnds(parts.jobs(), io.workers());
    this.runChanges = new RunChanges(parts.bulk().runs(), io.workers());
    this.streams = new Streams(blocked, io.workers(), limits.slowReader(), parts.http());
    Authenticator authenticator =
        new Authenticator(settings.security(), parts.access().known(), parts.access().sessions());
    List<Resource> resources = resources(parts);
    resources.add(new LoginResource(authenticator, parts.access().sessions()));
    this.roles = parts.access().roles();
    Cors cors = new Cors(CorsOrigins.list(listen.corsOrigins()), () -> !authenticator.isOff());
    RequestGuard guard =
        new RequestGuard(authenticator, roles, parts.access().audit(), cors, settings.server());
    RequestTraces traces = new RequestTraces(parts.traces());
    this.javalin =
        Javalin.create(
            config -> {
              configure(
                  config, settings.server(), parts.tls(), cors, traces, parts.furtherErrors());
              traces.register(config);
              parts.http().register(config);
              HeadRoutes heads = new HeadRoutes();
              config.events.handlerAdded(
                  added -> {
                    heads.added(added);
                    if (added.getHttpMethod().isHttpMethod()) {
                      endpoints.add(added.getHttpMethod().name() + " " + added.getPath());
                    }
                  });
              guard.register(config.routes);
              io.register(config.routes, ctx -> bounds(ctx, settings));
              guard.registerForms(config.routes);
              Problems.register(config.routes, parts.errorPage(), parts.furtherErrors());
              resources.forEach(resource -> resource.register(config.routes));
              heads.register(config.routes);
            });
    roles.check(endpoints);
  }

  /** Paths that take submissions of one task type, or preview them. */
  public static List<String> submissions(TaskModules modules, List<TaskHandler<?>> handlers) {
    List<String> paths = new ArrayList<>();
    for (TaskHandler<?> handler : handlers) {
      TaskModule module = modules.of(handler.type());
      paths.add(SubmitResource.path(module));
      paths.add(PreviewResource.path(module));
    }
    return paths;
  }

  /** What a route needs; empty for a route that there is none of. */
  public Optional<Access> access(String route) {
    return roles.of(route);
  }

  private static BodyBounds bounds(Context ctx, Settings settings) {
    Settings.Server server = settings.server();
    return switch (ctx.path()) {
      case Paths.TASKS -> BodyBounds.inMemory(server.maxBulkBodyBytes());
      case Paths.BULK, Paths.FILES -> new BodyBounds(settings.bulk().maxBodyBytes(), true);
      default -> BodyBounds.inMemory(server.maxBodyBytes());
    };
  }

  private List<Resource> resources(Parts parts) {
    Settings settings = parts.settings();
    JobService jobs = parts.jobs();
    Nodes nodes = parts.nodes();
    Clock clock = parts.clock();
    NodeHandlers handlers = new NodeHandlers(parts.handlers());
    ArtifactSender sender = new ArtifactSender(jobs, nodes);
    Duration wait = Duration.ofSeconds(settings.server().waitS());
    CallerWait waiter = new CallerWait(ends, blocked, io.workers(), io.ticker());
    SubmissionStream submissionStreams = new SubmissionStream(jobs, ends, streams);
    RunEvents runEvents = new RunEvents(streams, runChanges);
    JobOwners owners = new JobOwners(jobs);
    List<Resource> resources = new ArrayList<>();
    for (TaskHandler<?> handler : parts.handlers()) {
      TaskModule module = parts.modules().of(handler.type());
      resources.add(
          new SubmitResource(
              module,
              handler.requestType(),
              settings.lanes(),
              jobs,
              gate,
              waiter,
              submissionStreams,
              sender,
              wait,
              clock));
      addPreview(resources, module, handler, settings.lanes());
    }
    BulkLimits bulk = BulkLimits.of(settings);
    resources.add(
        new BulkSubmitResource(
            jobs, parts.modules(), parts.handlers(), settings.lanes(), gate, bulk));
    resources.add(new BulkActionResource(jobs.actions(), settings.lanes()));
    resources.add(new TaskResource(jobs));
    resources.add(new TaskListResource(jobs, settings.lanes()));
    resources.add(new EventResource(jobs, ends, streams));
    resources.add(new AllEventsResource(jobs, owners, streams));
    resources.add(new ArtifactResource(jobs, sender));
    LinkAddresses links = new LinkAddresses(parts.access().links(), settings.server().publicUrl());
    resources.add(new LinkResource(jobs, sender, parts.access().links(), links));
    resources.add(new TenantResource(jobs.tenants()));
    resources.add(new LaneResource(jobs, settings));
    resources.add(new NodeResource(nodes));
    resources.add(new ModelResource(handlers, parts.models(), waiter, wait));
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
            parts.history(),
            parts.version(),
            clock));
    resources.add(new HealthResource(jobs, parts.health(), handlers, gate));
    resources.add(new SystemJobResource(parts.system(), parts.pulls()));
    resources.add(new BulkRunResource(parts.bulk(), gate, runEvents, clock));
    resources.add(new BulkResultResource(parts.bulk(), clock));
    resources.add(new BulkSoundResource(parts.bulk()));
    resources.add(
        new WorkflowResource(parts.workflows(), settings.lanes(), gate, sender, runEvents));
    resources.add(new ScheduleResource(parts.schedules(), parts.workflows(), settings.lanes()));
    resources.add(new WebhookResource(parts.webhooks()));
    resources.add(new MetricsResource(parts.metrics()));
    resources.add(new KeyResource(parts.access().keys(), clock));
    resources.add(new AuditResource(parts.access().audit()));
    resources.add(new ChangesResource(jobs, owners, streams, clock));
    resources.add(new FileResource());
    resources.addAll(parts.pages());
    resources.addAll(
        parts.further().apply(new ApiTools(jobs, gate, waiter, ends, streams, sender, links)));
    return resources;
  }

  private static <R extends Record> void addPreview(
      List<Resource> resources, TaskModule module, TaskHandler<R> handler, Settings.Lanes lanes) {
    TaskPreview<R> preview = handler.preview();
    if (preview != null) {
      resources.add(new PreviewResource<>(module, handler, preview, lanes));
    }
  }

  private void configure(
      JavalinConfig config,
      Settings.Server server,
      @Nullable ServerTls tls,
      Cors cors,
      RequestTraces traces,
      ErrorShape shape) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = server.maxBodyBytes();
    config.jetty.modifyWebSocketServletFactory(
        sockets -> {
          sockets.setMaxTextMessageSize(server.maxBodyBytes());
          sockets.setIdleTimeout(WEB_SOCKET_IDLE);
        });
    config.router.handlerWrapper(
        endpoint -> traces.within(ctx -> Problems.within(endpoint.handler, ctx)));
    io.configure(
        config,
        Loopback.withoutBrackets(server.host()),
        server.port(),
        tls == null ? null : tls.context(),
        new RawProblems(cors::headers, shape));
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
    io.ticker().everySecond(ends::askAll);
    io.ticker().everySecond(runChanges::askAll);
    io.ticker().everySecond(streams::tick);
    if (tls != null) {
      io.ticker().everySecond(() -> io.workers().execute(tls::refresh));
    }
    io.start();
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
    runChanges.close();
    blocked.close();
    io.close();
    javalin.stop();
  }
}
