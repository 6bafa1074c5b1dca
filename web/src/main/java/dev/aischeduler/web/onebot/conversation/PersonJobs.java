package dev.aischeduler.web.onebot.conversation;

import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.refusal.JobNotFoundException;
import dev.aischeduler.web.onebot.protocol.MessageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a person is told of the own jobs, and their end. Thread-safe. */
final class PersonJobs {
  private static final int SHOWN = 5;
  private static final int MOST_CANCELLED = 100;

  private final BotMessageStore store;
  private final JobService jobs;
  private final BotTexts texts;
  private final Duration longest;

  /**
   * @param longest that a message waits for its answer
   */
  PersonJobs(BotMessageStore store, JobService jobs, BotTexts texts, Duration longest) {
    this.store = store;
    this.jobs = jobs;
    this.texts = texts;
    this.longest = longest;
  }

  private List<BotMessage> waiting(MessageEvent event, Instant now, int limit) {
    return store.waiting(
        event.selfId(), event.userId(), event.groupId(), now.minus(longest), limit);
  }

  /** What is in work for a person in a conversation. */
  String status(MessageEvent event, BotLanguage language, Instant now) {
    List<BotMessage> waiting = waiting(event, now, SHOWN + 1);
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (BotMessage message : waiting.subList(0, Math.min(SHOWN, waiting.size()))) {
      number++;
      String kind = texts.of(language, "kind." + message.kind().wireName());
      String state =
          jobs.find(Objects.requireNonNull(message.jobId()))
              .map(details -> state(details, language))
              .orElseGet(() -> texts.of(language, "state.running"));
      text.append('\n').append(texts.of(language, "status_line", number, kind, state));
    }
    if (number == 0) {
      return texts.of(language, "status_none");
    }
    if (waiting.size() > SHOWN) {
      text.append('\n').append(texts.of(language, "status_more"));
    }
    return texts.of(language, "status_head") + text;
  }

  private String state(JobDetails details, BotLanguage language) {
    JobStatus status = details.job().status();
    if (status == JobStatus.QUEUED && details.queuePosition() != null) {
      return texts.of(language, "state.queued_at", details.queuePosition().toString());
    }
    // a result that is being sent: still in progress for its receiver
    boolean known = status == JobStatus.QUEUED || status == JobStatus.SCHEDULED;
    return texts.of(language, "state." + (known ? status.wireName() : "running"));
  }

  /** Stops what is in work for a person in a conversation. */
  String cancel(MessageEvent event, BotLanguage language, Instant now) {
    int stopped = 0;
    for (BotMessage message : waiting(event, now, MOST_CANCELLED)) {
      // first: from then on its end is not told
      if (store.cancel(message.id(), now)) {
        stopped++;
        try {
          jobs.cancel(Objects.requireNonNull(message.jobId()));
        } catch (JobNotFoundException e) {
          // retention was faster
        }
      }
    }
    return stopped == 0
        ? texts.of(language, "cancelled_none")
        : texts.of(language, "cancelled", stopped);
  }
}
