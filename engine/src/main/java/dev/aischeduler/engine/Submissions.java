package dev.aischeduler.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.aischeduler.config.Json;
import dev.aischeduler.config.JsonProblemException;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.StrictJson;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.IdempotencyKeyTakenException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.db.jobrunr.JobRunrQueue;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a submission into the queue: validate, recognise, refuse a flood, store. Thread-safe.
 */
final class Submissions {
  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
  private static final String TENANT = "default";
  private static final int RETRY_AFTER_S = 10;
  private static final int ESTIMATE_MARGIN = 200;

  private final Settings settings;
  private final Map<TaskType, TaskHandler<?>> handlers;
  private final JobStore store;
  private final JobRunrQueue queue;
  private final QueueLengths lengths;
  private final SortKeys sortKeys;
  private final Clock clock;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  Submissions(
      Settings settings,
      Map<TaskType, TaskHandler<?>> handlers,
      JobStore store,
      JobRunrQueue queue,
      QueueLengths lengths,
      SortKeys sortKeys,
      Clock clock) {
    this.settings = settings;
    this.handlers = handlers;
    this.store = store;
    this.queue = queue;
    this.lengths = lengths;
    this.sortKeys = sortKeys;
    this.clock = clock;
  }

  /** Stores a job; see {@link JobService#submit}. */
  Submitted submit(Submission submission) {
    SubmissionRules.check(submission, clock);
    String request = canonical(handler(submission.type()), submission);
    String key = submission.idempotencyKey();
    if (key != null) {
      Optional<Job> earlier = store.findByIdempotencyKey(TENANT, key);
      if (earlier.isPresent()) {
        return same(earlier.get(), submission, request);
      }
    }
    refuseFlood(submission.type());
    Job job = newJob(submission, request);
    // counted before it is stored: the dispatcher's own count may already include it afterwards
    long counted = job.status() == JobStatus.QUEUED ? 1 : 0;
    lengths.add(job.type(), counted);
    try {
      queue.submit(List.of(job));
    } catch (IdempotencyKeyTakenException e) {
      lengths.add(job.type(), -counted);
      Job earlier = store.findByIdempotencyKey(TENANT, String.valueOf(key)).orElseThrow(() -> e);
      return same(earlier, submission, request);
    } catch (RuntimeException e) {
      lengths.add(job.type(), -counted);
      throw e;
    }
    LOG.info("job {} ({}) submitted, priority {}", job.id(), job.type().wireName(), job.priority());
    return new Submitted(job, true);
  }

  private TaskHandler<?> handler(TaskType type) {
    TaskHandler<?> handler = handlers.get(type);
    if (handler == null) {
      throw new ConflictException("this node does not take " + type.wireName() + " jobs");
    }
    return handler;
  }

  private static <R extends Record> String canonical(
      TaskHandler<R> handler, Submission submission) {
    try {
      R request = handler.validate(StrictJson.read(submission.request(), handler.requestType()));
      return Json.mapper().writeValueAsString(request);
    } catch (JsonProblemException e) {
      throw new InvalidRequestException(e.path(), e.getMessage());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a validated request cannot be written as JSON", e);
    }
  }

  private static Submitted same(Job earlier, Submission submission, String request) {
    if (earlier.type() == submission.type() && earlier.request().equals(request)) {
      return new Submitted(earlier, false);
    }
    throw new ConflictException(
        "Idempotency-Key was used for another request (job "
            + earlier.id()
            + "); use a new key for a new request");
  }

  private void refuseFlood(TaskType type) {
    int max = settings.lanes().of(type).maxQueued();
    // the estimate spares the count while there is room for what it may have missed
    boolean roomy = lengths.of(type) < max - ESTIMATE_MARGIN;
    if (!roomy && store.countQueued(type, max) >= max) {
      throw new QueueFullException(
          "lane "
              + type.wireName()
              + " has "
              + max
              + " waiting jobs (lanes."
              + type.wireName()
              + ".max_queued); try again later",
          RETRY_AFTER_S);
    }
  }

  private Job newJob(Submission submission, String request) {
    TaskType type = submission.type();
    Settings.Lane lane = settings.lanes().of(type);
    Instant created = sortKeys.next();
    Instant runAt = submission.runAt();
    boolean later = runAt != null && runAt.isAfter(created);
    int priority = orElse(submission.priority(), lane.priority());
    return new Job(
        ids.generate(),
        type,
        type.resource(),
        priority,
        sortKeys.key(later && runAt != null ? runAt : created, priority),
        later ? JobStatus.SCHEDULED : JobStatus.QUEUED,
        0,
        null,
        0,
        orElse(submission.maxAttempts(), lane.maxAttempts()),
        0,
        request,
        null,
        null,
        null,
        submission.idempotencyKey(),
        TENANT,
        submission.tags(),
        null,
        created,
        later ? runAt : null,
        null,
        null,
        orElse(submission.timeoutS(), lane.timeoutS()));
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
