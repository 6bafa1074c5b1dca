package dev.aischeduler.web;

import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.DatabaseClock;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.access.ApiKeyStore;
import dev.aischeduler.db.access.AuditStore;
import dev.aischeduler.db.access.LinkKeyStore;
import dev.aischeduler.db.access.LoginSessionStore;
import dev.aischeduler.db.artifact.ArtifactContentStore;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.engine.Engine;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.device.ProcessMemory;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.tenant.Tenants;
import dev.aischeduler.engine.webhook.WebhookParts;
import dev.aischeduler.engine.webhook.WebhookSender;
import dev.aischeduler.engine.webhook.Webhooks;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.jobs.model.hub.ModelHub;
import dev.aischeduler.jobs.model.hub.ModelPullTask;
import dev.aischeduler.jobs.model.hub.ModelPulls;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.ArtifactLinks;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.KnownKeys;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.AccessParts;
import dev.aischeduler.web.api.ApiServer;
import dev.aischeduler.web.api.BulkParts;
import dev.aischeduler.web.api.ListenAddress;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.guard.Access;
import dev.aischeduler.web.api.guard.RouteRoles;
import dev.aischeduler.web.api.http.HttpCounts;
import dev.aischeduler.web.api.view.TaskView;
import dev.aischeduler.web.history.History;
import dev.aischeduler.web.history.NodeSampler;
import dev.aischeduler.web.metrics.Metrics;
import dev.aischeduler.web.oidc.OidcResource;
import dev.aischeduler.web.onebot.OneBot;
import dev.aischeduler.web.openai.OpenAi;
import dev.aischeduler.web.openai.reply.OpenAiErrors;
import dev.aischeduler.web.tls.SecretFile;
import dev.aischeduler.web.tls.ServerTls;
import dev.aischeduler.web.trace.Tracing;
import dev.aischeduler.web.webhook.JettyWebhookSender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running product: the one place where its parts are put together. Thread-safe.
 *
 * <p>Parts are closed in the reverse order of their start, also when the start fails half-way.
 */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  private final Settings settings;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Database database;
  private final Engine engine;
  private final ApiServer server;

  /** Something that must be closed, and its name for the log. */
  private record Part(String name, Runnable close) {}

  /**
   * Starts with the real models.
   *
   * @throws dev.aischeduler.db.failure.DatabaseException when the database cannot be opened
   * @throws dev.aischeduler.web.api.ListenException when the port cannot be opened
   * @throws dev.aischeduler.db.artifact.ArtifactContentException when results cannot be stored
   */
  public static Application start(Settings settings, Home home, Clock clock) {
    return start(
        settings,
        home,
        clock,
        problem -> LOG.error("a part of the server has failed for good: {}", problem));
  }

  /**
   * Starts with the real models.
   *
   * @param lost called once, with the reason, when a part of the server has failed for good: the
   *     process should end
   */
  public static Application start(
      Settings settings, Home home, Clock clock, Consumer<String> lost) {
    TaskModules shipped = ShippedTasks.modules();
    return new Application(
        settings, home, clock, GpuFinder::forModels, shipped, Handlers.of(shipped), lost);
  }

  /**
   * Starts with given GPUs and handlers.
   *
   * @param finder finds the GPUs
   * @param modules the task types; the settings were loaded with them
   * @param handlers makes those that run their jobs
   */
  public static Application start(
      Settings settings,
      Home home,
      Clock clock,
      GpuFinder finder,
      TaskModules modules,
      Handlers.Maker handlers) {
    return new Application(
        settings,
        home,
        clock,
        finder,
        modules,
        handlers,
        problem -> LOG.error("a part of the server has failed for good: {}", problem));
  }

  private Application(
      Settings settings,
      Home home,
      Clock own,
      GpuFinder finder,
      TaskModules modules,
      Handlers.Maker make,
      Consumer<String> lost) {
    this.settings = settings;
    try {
      ListenAddress.check(settings.server());
      ServerTls tls = ServerTls.of(settings.server().tls(), home.work(), own).orElse(null);
      this.database = Database.open(settings.database(), home.work());
      opened("database", database::close);
      Clock clock = shared(database, own);
      Tracing tracing = Tracing.of(settings, Version.current(), clock);
      opened("traces", tracing::close);
      ArtifactStore artifacts =
          new ArtifactStore(
              database.jdbi(),
              ArtifactContentStore.of(settings.artifacts(), home.work(), database, clock));
      Path folder = home.work().resolve(settings.models().path()).normalize();
      ModelCatalogue catalogue =
          new ModelCatalogue(folder, home.miniatures(), settings.engines().requireInstalled());
      NodeGpus gpus = finder.find(settings.resources());
      opened("GPUs", gpus::close);
      Devices devices = Devices.of(settings, gpus.devices());
      NodeMemory memory = NodeMemory.open(settings, database, devices, d -> memory(d, gpus), clock);
      opened("model memory", memory::close);
      Handlers handlers = make.make(settings, catalogue, devices, memory.cache());
      opened("handlers", handlers.close());
      ModelHub hub =
          ModelHub.of(
              settings.hub().url(), settings.hub().token(), folder, modules.layouts(), clock);
      WebhookSender sender =
          new JettyWebhookSender(
              Webhooks.rules(settings),
              Duration.ofSeconds(settings.webhooks().timeoutS()),
              Version.current());
      opened("webhooks", sender::close);
      this.engine =
          Engine.start(
              settings,
              database,
              artifacts,
              handlers.all(),
              devices,
              List.of(new ModelPullTask(hub)),
              modules.stepActions(),
              new WebhookParts(sender, details -> Json.mapper().valueToTree(TaskView.of(details))),
              tracing.traces(),
              lost,
              clock);
      opened("engine", engine::close);
      NodeModels models =
          new NodeModels(catalogue, modules.layouts(), memory.cache(), handlers.models());
      OneBot bot = new OneBot(settings, database, engine.jobs(), lost, clock);
      HttpCounts http = new HttpCounts();
      Metrics metrics =
          Metrics.of(
              settings.lanes().types(),
              engine,
              devices,
              handlers.all(),
              models,
              handlers.tensors(),
              database,
              http,
              tls,
              bot.counts(),
              Version.current());
      opened("metrics", metrics::close);
      History history =
          new History(
              new NodeSampler(engine.jobs(), engine.attemptCounts(), devices, models, clock));
      opened("history", history::close);
      ApiKeyStore keyStore = new ApiKeyStore(database);
      KnownKeys known = new KnownKeys(keyStore, clock);
      opened("keys", known::close);
      ListenAddress.checkAccess(settings, known.any());
      Tenants tenants = engine.jobs().tenants();
      ApiKeys keys = new ApiKeys(keyStore, name -> tenants.find(name).isPresent(), clock);
      AuditLog audit =
          new AuditLog(
              new AuditStore(database), Duration.ofDays(settings.retention().auditDays()), clock);
      opened("audit", audit::close);
      Sessions sessions =
          new Sessions(
              new LoginSessionStore(database),
              keyStore,
              Duration.ofMinutes(settings.security().sessionIdleMinutes()),
              Duration.ofHours(settings.security().sessionHours()),
              clock);
      RouteRoles roles = new RouteRoles(ApiServer.submissions(modules, handlers.all()));
      Dashboard dashboard =
          Dashboard.of(settings, engine, devices, models, modules, keys, audit, roles, clock);
      List<Resource> pages = new ArrayList<>(dashboard.pages());
      pages.add(new OidcResource(settings, clientSecret(settings, home), keys, sessions, audit));
      BulkParts bulk =
          new BulkParts(
              engine.runs(), engine.bulkRuns(), engine.bulkResults(), engine.bulkSummaries());
      OpenAi.Parts openAi =
          new OpenAi.Parts(
              settings, models, bulk, engine.files(), new OpenAiObjectStore(database), clock);
      pages.addAll(bot.resources());
      this.server =
          new ApiServer(
              new ApiServer.Parts(
                  settings,
                  engine.jobs(),
                  engine.nodes(),
                  engine.health(),
                  engine.system(),
                  bulk,
                  engine.workflows(),
                  engine.schedules(),
                  engine.webhooks(),
                  new ModelPulls(hub, engine.system()),
                  devices,
                  modules,
                  handlers.all(),
                  handlers.tensors(),
                  models,
                  gpus,
                  metrics,
                  http,
                  history,
                  pages,
                  dashboard.errorPage(),
                  tools -> OpenAi.resources(openAi, tools),
                  new OpenAiErrors(),
                  new AccessParts(
                      keys,
                      known,
                      sessions,
                      audit,
                      new ArtifactLinks(new LinkKeyStore(database), clock),
                      roles),
                  tls,
                  tracing.traces(),
                  Version.current(),
                  clock));
      opened("web server", server::close);
      opened("chat bots", bot::close);
      server.start();
      bot.start();
      history.start();
      Thread preparation = new Thread(engine::prepareRuns, "runs-preparation");
      preparation.setDaemon(true);
      preparation.start();
      engine.nodes().announce(Version.current(), address());
      ResultContents.warnOfScatteredFiles(settings, engine.nodes());
    } catch (RuntimeException | Error e) {
      // an error too: a half-started process would hold the database and serve nobody
      closeParts();
      throw e;
    }
    LOG.info("AI Scheduler {} listens on {}", Version.current(), address());
  }

  private static String clientSecret(Settings settings, Home home) {
    Settings.Oidc oidc = settings.security().oidc();
    return oidc.clientSecretFile().isEmpty()
        ? oidc.clientSecret()
        : SecretFile.read(
            "security.oidc.client_secret_file", home.work().resolve(oidc.clientSecretFile()));
  }

  private static DeviceMemory memory(Device device, NodeGpus gpus) {
    return device.kind() == Device.Kind.GPU ? gpus.memory(device) : new ProcessMemory();
  }

  /** Nodes whose clocks differ must agree on the time: it is the database's. */
  private Clock shared(Database opened, Clock own) {
    if (opened.dialect() == Dialect.H2) {
      return own;
    }
    DatabaseClock clock = DatabaseClock.start(opened, own, System::nanoTime);
    opened("clock", clock::close);
    return clock;
  }

  private void opened(String name, Runnable close) {
    parts.push(new Part(name, close));
  }

  /** Where the server is reached on this machine, for example {@code http://127.0.0.1:8080}. */
  public String address() {
    String host = Loopback.withoutBrackets(settings.server().host());
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return (settings.server().tls().on() ? "https://" : "http://") + name + ":" + server.port();
  }

  /** The way in for callers inside the process. */
  public JobService jobs() {
    return engine.jobs();
  }

  /** The durable background work of the service itself. */
  public SystemJobs system() {
    return engine.system();
  }

  /** Every endpoint as method and path, for example {@code GET /api/v1/tasks}. */
  public List<String> endpoints() {
    return server.endpoints();
  }

  /** What a route needs of its caller; empty for a route that there is none of. */
  public Optional<Access> access(String route) {
    return server.access(route);
  }

  /** The open database. */
  public Database database() {
    return database;
  }

  /**
   * Shuts down gracefully, once: accepts nothing new, lets running jobs finish for {@code
   * server.drain_s} and puts the others back, answers waiting callers, then closes every part.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LOG.info("shutting down; running jobs get {} s", settings.server().drainS());
    server.refuseSubmissions();
    try {
      if (!engine.drain(Duration.ofSeconds(settings.server().drainS()))) {
        LOG.warn("a job would not stop; it is recovered at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("draining failed: {}", e.toString());
    }
    closeParts();
    LOG.info("stopped");
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.close().run();
      } catch (RuntimeException e) {
        LOG.warn("closing the {} failed: {}", part.name(), e.toString());
      }
    }
  }
}
