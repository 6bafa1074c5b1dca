package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.submission.RunEntry;
import dev.aischeduler.engine.submission.StoredItems;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.submission.Submissions;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.engine.workflow.definition.StepDefinition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers the jobs that a turn submits, and stores them. Confined to one thread. */
final class Submitter {
  /** Items of a run, those of earlier tries among them. */
  static final int MOST_ITEMS = 20_000;

  private final Run run;
  private final Submissions submissions;
  private final RunItemStore items;
  private final Clock clock;
  private final List<RunEntry> entries = new ArrayList<>();
  private final List<RunItem> rejected = new ArrayList<>();
  private int lastItem;

  /**
   * Nothing gathered yet.
   *
   * @param lastItem number of the last item that the run has had, looked up before its items were
   *     read: should another turn store an item after that, its number is taken, and nothing of
   *     this turn is stored
   */
  Submitter(Run run, int lastItem, Submissions submissions, RunItemStore items, Clock clock) {
    this.run = run;
    this.lastItem = lastItem;
    this.submissions = submissions;
    this.items = items;
    this.clock = clock;
  }

  /** How storing went. */
  record Stored(boolean asExpected, @Nullable NoRoomException full) {}

  /** Jobs that can be submitted without the run having too many. */
  int room() {
    return Math.max(0, MOST_ITEMS - lastItem);
  }

  /** Adds a job of a step; one whose request is not valid is noted as rejected. */
  void add(StepDefinition step, int index, Function<String, JsonNode> values) {
    lastItem++;
    String label = StepTable.label(step, index);
    try {
      Submission submission = submission(step, values);
      submissions.check(submission);
      entries.add(new RunEntry(lastItem, label, 0, submission));
    } catch (InvalidRequestException e) {
      reject(label, e.field() + " " + e.getMessage());
    } catch (RuntimeException e) {
      if (Outage.causedBy(e)) {
        throw e;
      }
      reject(label, String.valueOf(e.getMessage()));
    }
  }

  private void reject(String label, String why) {
    rejected.add(RunItem.rejected(run.id(), lastItem, label, 0, why));
  }

  private Submission submission(StepDefinition step, Function<String, JsonNode> values) {
    StepDefinition.JobWork work = (StepDefinition.JobWork) step.work();
    JsonNode request = work.request().expandToTexts(values);
    ObjectNode document =
        request instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    return new Submission(
        work.type(),
        document,
        step.priority(),
        step.maxAttempts(),
        step.timeoutS(),
        null,
        List.of(),
        null,
        null,
        null,
        step.retry(),
        run.tenant(),
        CallbackTerms.NONE);
  }

  /** Stores what was gathered, as far as there is room for it. */
  Stored store() {
    if (!rejected.isEmpty()) {
      items.reject(run.id(), rejected, clock.instant());
    }
    StoredItems stored = submissions.submitItems(run.id(), entries);
    return new Stored(rejected.isEmpty() && stored.count() == entries.size(), stored.full());
  }
}
