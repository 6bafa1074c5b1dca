package dev.aischeduler.web.hostile;

import dev.aischeduler.web.hostile.RawClient.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends hostile requests, several at once, and notes what an answer may not be. Thread-safe. */
public final class HostileLoad {
  private static final int SENDERS = 8;
  private static final int MOST_FAULTS = 30;
  private static final String UUID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
  private static final Pattern ID = Pattern.compile("\"task_id\":\"" + UUID + "\"");
  private static final Pattern IDS = Pattern.compile("\"task_ids\":\\[([^]]*)]");
  private static final Pattern QUOTED = Pattern.compile("\"" + UUID + "\"");
  private static final Pattern TRACE = Pattern.compile("\\n\\s+at [a-z]|\\.java:\\d");
  private static final Pattern OWN_FAILURE =
      Pattern.compile("urn:ai-scheduler:problem:task-(failed|timed-out)\"");

  /** In OpenAI's shape. */
  private static final Pattern OPENAI_FAILURE =
      Pattern.compile("POST /api/v1/task/" + UUID + "/retry runs it again");

  /** A call below /v1 whose job goes on; its header names the job. */
  private static final Pattern OPENAI_WAIT_OVER = Pattern.compile("\"code\":\"timeout\"");

  private static final Pattern UNREADY = Pattern.compile("\"status\":\"(not_ready|draining)\"");

  private final RawClient client;
  private final LongFunction<HostileRequest> requests;
  private final List<AnswerCheck> checks;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> statuses = new ConcurrentSkipListMap<>();
  private final AtomicReference<String> job =
      new AtomicReference<>("01a20948-9926-7c00-ab94-d02d797929f1");

  /**
   * A sender of requests.
   *
   * @param requests each by its number
   * @param checks of every answer
   */
  public HostileLoad(
      RawClient client, LongFunction<HostileRequest> requests, AnswerCheck... checks) {
    this.client = client;
    this.requests = requests;
    this.checks = List.of(checks);
  }

  /** Sends so many requests from this number on. */
  public void send(long first, int count) throws Exception {
    statuses.clear();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        long begin = first + sender;
        all.add(senders.submit(() -> share(begin, first + count)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      senders.shutdownNow();
    }
  }

  /** Every so manieth request. */
  private Void share(long begin, long end) throws Exception {
    for (long number = begin; number < end && faults.size() < MOST_FAULTS; number += SENDERS) {
      note(client.send(requests.apply(number), job.get()));
    }
    return null;
  }

  private void note(Outcome outcome) {
    if (outcome.timedOut()) {
      faults.add("no answer to " + outcome.request());
    }
    if (outcome.answers().isEmpty()) {
      statuses.merge("none (" + outcome.request().sender() + ")", 1, Integer::sum);
    }
    for (RawAnswer answer : outcome.answers()) {
      statuses.merge(String.valueOf(answer.status()), 1, Integer::sum);
      noteIds(answer.body());
      if (answer.status() < 100 || (answer.status() >= 500 && !honest(answer))) {
        faults.add(answer + "\n  to " + outcome.request());
      } else if (TRACE.matcher(answer.body()).find()) {
        faults.add("a stack trace in " + answer + "\n  to " + outcome.request());
      } else {
        for (AnswerCheck check : checks) {
          check
              .fault(outcome.request(), answer)
              .ifPresent(
                  fault -> faults.add(fault + " in " + answer + "\n  to " + outcome.request()));
        }
      }
    }
  }

  /** True for a job that failed, and for a probe of a node that takes no work. */
  private boolean honest(RawAnswer answer) {
    String body = answer.body();
    Matcher id = ID.matcher(body);
    if (OWN_FAILURE.matcher(body).find() && id.find()) {
      failed.add(id.group(1));
      return answer.status() == 503 || answer.status() == 504;
    }
    Matcher openAi = OPENAI_FAILURE.matcher(body);
    if (openAi.find()) {
      failed.add(openAi.group(1));
      return answer.status() == 503 || answer.status() == 504;
    }
    if (answer.status() == 504 && OPENAI_WAIT_OVER.matcher(body).find()) {
      return answer.head().toLowerCase(Locale.ROOT).contains("\nx-task-id: ");
    }
    return answer.status() == 503
        && UNREADY.matcher(body).find()
        && body.contains("\"database\":\"up\"");
  }

  private void noteIds(String body) {
    Matcher one = ID.matcher(body);
    while (one.find()) {
      ids.add(one.group(1));
      job.set(one.group(1));
    }
    Matcher several = IDS.matcher(body);
    while (several.find()) {
      Matcher id = QUOTED.matcher(several.group(1));
      while (id.find()) {
        ids.add(id.group(1));
      }
    }
  }

  /** Ids of jobs that answers gave. */
  public List<String> ids() {
    return List.copyOf(ids);
  }

  /** Jobs that answers called failed. */
  public List<String> failed() {
    return List.copyOf(failed);
  }

  /** What may not be, each with the request as it was sent. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Answers of the last round by status. */
  public Map<String, Integer> statuses() {
    return statuses;
  }
}
