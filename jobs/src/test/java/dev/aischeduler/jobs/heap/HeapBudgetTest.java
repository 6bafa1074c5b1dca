package dev.aischeduler.jobs.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TryLaterException;
import dev.aischeduler.engine.testing.RecordingContext;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeapBudgetTest {
  private static final long MIB = 1 << 20;
  private static final HeapBudget.Subject SPEECH =
      new HeapBudget.Subject("the speech", "shorten the text");

  private final ExecutorService jobs = Executors.newCachedThreadPool();
  private final HeapBudget patient = new HeapBudget(100 * MIB, Duration.ofHours(1));
  private final HeapBudget hasty = new HeapBudget(100 * MIB, Duration.ZERO);

  @AfterEach
  void end() {
    jobs.shutdownNow();
  }

  @Test
  void what_can_never_fit_fails_for_good_and_the_message_has_the_remedies() {
    assertThatThrownBy(() -> patient.claim(101 * MIB, SPEECH, new RecordingContext()))
        .isInstanceOf(PermanentTaskException.class)
        .hasMessageContainingAll("the speech", "101.0 MiB", "100.0 MiB", "shorten", "-Xmx");
    assertThat(patient.held()).isZero();
  }

  @Test
  void a_job_waits_until_others_have_stored_their_results() throws Exception {
    HeapClaim first = patient.claim(60 * MIB, SPEECH, new RecordingContext());
    RecordingContext waiting = new RecordingContext();
    Future<HeapClaim> second = jobs.submit(() -> patient.claim(60 * MIB, SPEECH, waiting));
    await().until(() -> waiting.notes.size() == 1);
    assertThat(waiting.notes.get(0)).contains("waits for memory");
    assertThat(second).isNotDone();

    first.close();

    second.get().close();
    assertThat(patient.held()).isZero();
  }

  @Test
  void a_small_job_does_not_overtake_a_large_one_that_waits() throws Exception {
    HeapClaim first = patient.claim(60 * MIB, SPEECH, new RecordingContext());
    RecordingContext large = new RecordingContext();
    RecordingContext small = new RecordingContext();
    Future<HeapClaim> second = jobs.submit(() -> patient.claim(90 * MIB, SPEECH, large));
    await().until(() -> large.notes.size() == 1);
    Future<HeapClaim> third = jobs.submit(() -> patient.claim(20 * MIB, SPEECH, small));
    await().until(() -> small.notes.size() == 1);

    first.close();

    HeapClaim served = second.get();
    assertThat(third).isNotDone();
    served.close();
    third.get().close();
  }

  @Test
  void a_job_that_has_waited_long_enough_is_put_back_at_no_cost() throws Exception {
    HeapClaim first = hasty.claim(60 * MIB, SPEECH, new RecordingContext());

    assertThatThrownBy(() -> hasty.claim(60 * MIB, SPEECH, new RecordingContext()))
        .isInstanceOf(TryLaterException.class)
        .hasMessageContainingAll("60.0 MiB", "other jobs");

    first.close();
    hasty.claim(60 * MIB, SPEECH, new RecordingContext()).close();
  }

  @Test
  void a_stopped_job_waits_no_longer_and_lets_the_next_one_pass() throws Exception {
    HeapClaim first = patient.claim(60 * MIB, SPEECH, new RecordingContext());
    RecordingContext large = new RecordingContext();
    Future<HeapClaim> stopped = jobs.submit(() -> patient.claim(90 * MIB, SPEECH, large));
    await().until(() -> large.notes.size() == 1);

    stopped.cancel(true);

    Future<HeapClaim> next = jobs.submit(() -> patient.claim(40 * MIB, SPEECH, large));
    next.get().close();
    first.close();
    assertThat(patient.held()).isZero();
  }

  @Test
  void a_claim_grows_when_there_is_room_and_never_waits() throws Exception {
    HeapClaim first = patient.claim(10 * MIB, SPEECH, new RecordingContext());
    HeapClaim second = patient.claim(60 * MIB, SPEECH, new RecordingContext());

    first.atLeast(40 * MIB);
    assertThat(patient.held()).isEqualTo(100 * MIB);
    assertThatThrownBy(() -> first.atLeast(41 * MIB)).isInstanceOf(TryLaterException.class);
    assertThatThrownBy(() -> first.atLeast(101 * MIB)).isInstanceOf(PermanentTaskException.class);

    first.close();
    first.close();
    second.close();
    assertThat(patient.held()).isZero();
  }
}
