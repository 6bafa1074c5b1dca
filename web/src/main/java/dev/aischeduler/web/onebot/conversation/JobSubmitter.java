package dev.aischeduler.web.onebot.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submitted;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsTask;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the jobs of messages. The idempotency key of a job names its message, so that a message
 * which is submitted again after the loss of a node finds its job. Thread-safe.
 */
public final class JobSubmitter {
  /** What the jobs are found by. */
  public static final String TAG = "onebot";

  private static final int LONGEST_REASON = 500;
  private static final Logger LOG = LoggerFactory.getLogger(JobSubmitter.class);

  private final Settings.OneBot settings;
  private final JobService jobs;
  private final BotMessageStore store;
  private final BotTexts texts;
  private final Consumer<UUID> stored;
  private final Runnable due;
  private final Clock clock;

  /**
   * @param stored is told the job of each message; quick
   * @param due is told that an answer waits to be sent; quick
   */
  public JobSubmitter(
      Settings.OneBot settings,
      JobService jobs,
      BotMessageStore store,
      BotTexts texts,
      Consumer<UUID> stored,
      Runnable due,
      Clock clock) {
    this.settings = settings;
    this.jobs = jobs;
    this.store = store;
    this.texts = texts;
    this.stored = stored;
    this.due = due;
    this.clock = clock;
  }

  /** Stores the job of a message that was stored as received, or what is answered instead. */
  public void submit(BotMessage message) {
    BotLanguage language = BotLanguage.of(message.language());
    try {
      Submitted submitted = jobs.submit(submission(message));
      UUID job = submitted.job().id();
      store.submitted(message.id(), job, clock.instant());
      LOG.info("bot message {} ({}) is job {}", message.id(), message.kind().wireName(), job);
      stored.accept(job);
    } catch (NoRoomException e) {
      refused(message, texts.of(language, "busy"), e);
    } catch (InvalidRequestException | ConflictException e) {
      refused(message, texts.of(language, "invalid", shortened(String.valueOf(e.getMessage()))), e);
    }
  }

  private void refused(BotMessage message, String answer, RuntimeException why) {
    LOG.info("bot message {} became no job: {}", message.id(), why.getClass().getSimpleName());
    store.answered(message.id(), answer, clock.instant());
    due.run();
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }

  private Submission submission(BotMessage message) {
    Integer priority = settings.priority() < 0 ? null : Integer.valueOf(settings.priority());
    String key = "onebot:" + message.selfId() + ":" + message.messageId();
    return new Submission(
            type(message), request(message), priority, null, null, null, List.of(TAG), key)
        .with(priority, settings.tenant());
  }

  private static TaskType type(BotMessage message) {
    return switch (message.kind()) {
      case CHAT -> LlmTask.TYPE;
      case PICTURE -> ImageTask.TYPE;
      case RECORDING -> TtsTask.TYPE;
      default -> throw new IllegalArgumentException(message.kind() + " becomes no job");
    };
  }

  private static ObjectNode request(BotMessage message) {
    try {
      return (ObjectNode) Json.mapper().readTree(Objects.requireNonNull(message.request()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored request of a bot message is no JSON", e);
    }
  }
}
