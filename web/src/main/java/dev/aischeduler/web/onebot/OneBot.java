package dev.aischeduler.web.onebot;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.bot.BotAnswerStore;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.supervision.Supervisor;
import dev.aischeduler.engine.supervision.Wakeup;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.http.Workers;
import dev.aischeduler.web.onebot.conversation.AllowList;
import dev.aischeduler.web.onebot.conversation.BotTexts;
import dev.aischeduler.web.onebot.conversation.Intake;
import dev.aischeduler.web.onebot.conversation.JobSubmitter;
import dev.aischeduler.web.onebot.delivery.Answers;
import dev.aischeduler.web.onebot.delivery.JobWatch;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.protocol.BotApi;
import dev.aischeduler.web.onebot.transport.BotConnections;
import dev.aischeduler.web.onebot.transport.CallbackResource;
import dev.aischeduler.web.onebot.transport.HttpBotApi;
import dev.aischeduler.web.onebot.transport.WebSocketResource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector for chat bots that speak OneBot v11: their messages become jobs, and the results of
 * the jobs their answers. Off unless it is configured; then it does nothing but refuse.
 * Thread-safe.
 */
public final class OneBot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OneBot.class);
  private static final int WORKERS = 8;
  private static final Duration CHECK = Duration.ofSeconds(5);

  private final Settings.OneBot settings;
  private final Wakeup wakeup = new Wakeup();
  private final BotCounts counts;
  private final Workers workers = new Workers("bot", WORKERS, Integer.MAX_VALUE);
  private final BotConnections connections;
  private final JobService jobs;
  private final JobWatch watch;
  private final Answers answers;
  private final List<Resource> resources;
  private final Consumer<String> lost;
  private volatile @Nullable Supervisor supervisor;

  /**
   * The connector, not started yet.
   *
   * @param lost is called once when a part does not recover
   */
  public OneBot(
      Settings all, Database database, JobService jobs, Consumer<String> lost, Clock clock) {
    this.settings = all.bot().onebot();
    this.lost = lost;
    this.jobs = jobs;
    BotAnswerStore answerStore = new BotAnswerStore(database);
    this.counts = new BotCounts(() -> settings.enabled() ? answerStore.pending() : 0);
    this.connections = new BotConnections(counts, wakeup::signal);
    this.watch = new JobWatch(jobs, wakeup::signal);
    BotMessageStore messages = new BotMessageStore(database);
    BotTexts texts = new BotTexts();
    AllowList allowed = new AllowList(settings);
    JobSubmitter submitter =
        new JobSubmitter(settings, jobs, messages, texts, watch::watch, wakeup::signal, clock);
    Intake intake =
        new Intake(all, messages, jobs, allowed, submitter, texts, counts, wakeup::signal, clock);
    BotApi http = settings.apiUrl().isEmpty() ? null : new HttpBotApi(settings);
    this.answers =
        new Answers(
            all,
            answerStore,
            jobs,
            allowed,
            submitter,
            texts,
            connections,
            http,
            watch,
            counts,
            workers,
            wakeup::signal,
            clock);
    this.resources =
        List.of(
            new CallbackResource(settings, intake, counts),
            new WebSocketResource(settings, intake, connections, counts, workers));
  }

  /** Its endpoints. */
  public List<Resource> resources() {
    return resources;
  }

  /** What it counts. */
  public BotCounts counts() {
    return counts;
  }

  /** Begins to send answers, if the connector is on. */
  public void start() {
    if (!settings.enabled()) {
      return;
    }
    if (jobs.tenants().find(settings.tenant()).isEmpty()) {
      LOG.warn(
          "no tenant is named {} (bot.onebot.tenant): chat bots get no job until it is made",
          settings.tenant());
    }
    Supervisor loops = new Supervisor(lost);
    supervisor = loops;
    loops.loop("bot-answers", wakeup, answers::look);
    loops.every("bot-connections", CHECK, connections::check);
    LOG.info(
        "chat bots are answered: posted messages {}, WebSocket {}",
        settings.apiUrl().isEmpty() ? "by their WebSocket" : "by " + settings.apiUrl(),
        settings.accessToken().isEmpty() ? "refused (bot.onebot.access_token)" : "taken");
  }

  /** Takes and sends nothing more; what waits is answered by other nodes, or later. */
  @Override
  public void close() {
    connections.close();
    Supervisor loops = supervisor;
    if (loops != null) {
      loops.close();
    }
    workers.close();
    watch.close();
  }
}
