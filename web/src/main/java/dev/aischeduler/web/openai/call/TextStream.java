package dev.aischeduler.web.openai.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.JobErrors;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.api.sse.StreamContent;
import dev.aischeduler.web.api.view.Documents;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of some jobs, each a choice, as it comes.
 *
 * <p>Invariant: what was written of a choice is the start of its text, without gaps. Tokens of an
 * attempt that is repeated, of a stream that goes on, or lost on their way, are told by their
 * position; what is missing at the end is taken from the result.
 */
public final class TextStream implements StreamContent {
  private final Context ctx;
  private final JobService jobs;
  private final StreamShape shape;
  private final List<Choice> choices = new ArrayList<>();
  private volatile boolean over;

  /** Only the stream's task touches these after construction. */
  private static final class Choice {
    private final UUID job;

    /** Characters that the client has. */
    private int sent;

    /** Where the next token of the attempt begins; below zero when that is not known. */
    private int at = -1;

    /** Number of the next token of the attempt. */
    private int next;

    /** Set at the end. */
    private @Nullable JobDetails done;

    Choice(UUID job, int sent) {
      this.job = job;
      this.sent = sent;
    }
  }

  /**
   * A stream that is not open yet.
   *
   * @param positions characters that the client has of each choice
   */
  public TextStream(
      Context ctx, JobService jobs, StreamShape shape, List<UUID> ids, List<Integer> positions) {
    this.ctx = ctx;
    this.jobs = jobs;
    this.shape = shape;
    for (int i = 0; i < ids.size(); i++) {
      choices.add(new Choice(ids.get(i), positions.get(i)));
    }
  }

  /** True when all was written. */
  public boolean isOver() {
    return over;
  }

  private List<Integer> positions() {
    return choices.stream().map(choice -> choice.sent).toList();
  }

  @Override
  public boolean begin(EventWriter to) {
    shape.begin(to);
    return false;
  }

  @Override
  public boolean on(JobEvent event, EventWriter to) {
    if (event.kind().equals("token")) {
      for (int i = 0; i < choices.size(); i++) {
        if (choices.get(i).job.equals(event.jobId()) && choices.get(i).done == null) {
          token(i, Objects.requireNonNull(Documents.read(event.data())), to);
        }
      }
    }
    return false;
  }

  private void token(int number, JsonNode token, EventWriter to) {
    Choice choice = choices.get(number);
    int index = token.path("index").asInt();
    if (index == 0) {
      choice.at = 0;
    } else if (index < choice.next) {
      // it came before
      return;
    } else if (index > choice.next) {
      choice.at = -1;
    }
    choice.next = index + 1;
    if (choice.at < 0) {
      return;
    }
    String text = token.path("text").asText();
    int end = choice.at + text.length();
    int from = choice.sent - choice.at;
    choice.at = end;
    if (end > choice.sent) {
      choice.sent = end;
      shape.text(number, text.substring(from), positions(), to);
    }
  }

  /** Asked at the end of each job, and every second. */
  @Override
  public boolean onIdle(EventWriter to) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).done == null && !end(i, to)) {
        return over;
      }
    }
    List<JobDetails> all =
        choices.stream().map(choice -> Objects.requireNonNull(choice.done)).toList();
    shape.complete(all, positions(), to);
    over = true;
    return true;
  }

  /** Tells the end of a choice; false while there is none, or when the stream is over with it. */
  private boolean end(int number, EventWriter to) {
    Choice choice = choices.get(number);
    Optional<JobDetails> found = jobs.find(choice.job);
    if (found.isEmpty()) {
      over = true;
      shape.failed(ApiException.notFound("the task of this stream is deleted"), to);
      return false;
    }
    Job job = found.get().job();
    if (!job.status().isFinal()) {
      return false;
    }
    if (job.status() != JobStatus.SUCCEEDED) {
      over = true;
      shape.failed(JobErrors.of(job), to);
      return false;
    }
    choice.done = found.get();
    String text = Results.of(job).path("text").asText();
    if (text.length() > choice.sent) {
      String rest = text.substring(choice.sent);
      choice.sent = text.length();
      shape.text(number, rest, positions(), to);
    }
    shape.end(number, found.get(), positions(), to);
    return true;
  }

  @Override
  public void onFailure(RuntimeException cause, EventWriter to) {
    shape.failed(Streams.problem(ctx, cause), to);
  }
}
