package dev.aischeduler.jobs.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.heap.HeapClaim;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.audio.SpeechPiece;
import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How jobs share the speech pool, sentence by sentence. */
final class SpeechSynthesizerTest {
  private static final int SENTENCES = 20;

  private static OnnxRuntime runtime;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private final ThreadPoolExecutor jobs =
      new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private final HeapBudget heap = HeapBudget.ofProcess();
  private Voice voice;

  @BeforeAll
  static void start() {
    runtime = new OnnxRuntime(1);
  }

  @BeforeEach
  void open() throws Exception {
    voice = Voice.open(Miniatures.MODELS.resolve("tts-mini"), runtime);
  }

  @AfterEach
  void close() {
    jobs.shutdownNow();
    pool.shutdownNow();
    voice.close();
  }

  @Test
  void a_job_has_few_sentences_in_the_pool_however_long_its_text() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    pool.execute(() -> awaitQuietly(busy));
    RecordingContext context = new RecordingContext();
    Future<SpeechSynthesizer.Speech> speech = say(SENTENCES, 3, context);
    await().until(() -> pool.getQueue().size() == 3);
    await().until(() -> jobs.getActiveCount() == 1 && context.notes.isEmpty());
    assertThat(pool.getQueue()).hasSize(3);
    busy.countDown();
    assertThat(speech.get().track().seconds()).isPositive();
    assertThat(context.notes).hasSize(SENTENCES).endsWith("sentence 20/20");
    assertThat(context.progress).endsWith(1.0);
    assertThat(context.events).isEmpty();
  }

  @Test
  void a_short_text_does_not_wait_for_the_end_of_a_long_one() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    pool.execute(() -> awaitQuietly(busy));
    RecordingContext longer = new RecordingContext();
    Future<SpeechSynthesizer.Speech> all = say(SENTENCES, 2, longer);
    await().until(() -> pool.getQueue().size() == 2);
    RecordingContext shorter = new RecordingContext();
    Future<SpeechSynthesizer.Speech> one = say(1, 2, shorter);
    await().until(() -> pool.getQueue().size() == 3);
    CountDownLatch busyAgain = new CountDownLatch(1);
    pool.execute(() -> awaitQuietly(busyAgain));
    busy.countDown();
    one.get();
    assertThat(longer.notes.size()).isLessThanOrEqualTo(2);
    busyAgain.countDown();
    all.get();
    assertThat(longer.notes).hasSize(SENTENCES);
  }

  @Test
  void when_a_cancelled_job_has_returned_nothing_of_it_runs_or_waits() {
    RecordingContext context = new RecordingContext().cancelAfterNotes(2);
    Script script = script(SENTENCES);
    assertThatThrownBy(() -> say(script, 3, context)).isInstanceOf(TaskStoppedException.class);
    // Whoever gets the voice back may free it now.
    assertThat(runtime.tensors().open()).isZero();
    assertThat(pool.getQueue()).allMatch(waiting -> ((Future<?>) waiting).isCancelled());
  }

  @Test
  void the_times_of_sentences_are_those_of_their_samples_and_gaps_are_the_pauses()
      throws Exception {
    String text = "One red apple, 打开GPU. 你好。\n\nNext, please!";
    Script script = voice.read(text, Language.EN);
    for (double speed : new double[] {1, 2}) {
      SpeechSynthesizer.Speech speech = say(script, 2, speed, new RecordingContext());
      long at = Math.round(0.05 * 16_000);
      for (SpokenSentence sentence : speech.sentences()) {
        for (int i = 0; i < sentence.spans().size(); i++) {
          Utterance utterance = sentence.sentence().utterances().get(i);
          SpeechTrack.Span span = sentence.spans().get(i);
          assertThat(span.from()).isEqualTo(at);
          assertThat(span.to() - span.from()).isEqualTo(samples(utterance, speed));
          at = span.to() + Math.round(utterance.pause().seconds() / speed * 16_000);
        }
      }
      SpokenSentence last = speech.sentences().get(2);
      assertThat(speech.track().samples()).isEqualTo(last.to() + Math.round(0.12 * 16_000));
    }
  }

  private long samples(Utterance utterance, double speed) throws Exception {
    return new SpeechCancellation()
        .during(
            options ->
                SpeechPiece.of(
                        voice.say(utterance.language(), utterance.text(), "", speed, options),
                        16_000)
                    .length());
  }

  private Future<SpeechSynthesizer.Speech> say(
      int sentences, int window, RecordingContext context) {
    Script script = script(sentences);
    return jobs.submit(() -> say(script, window, context));
  }

  private SpeechSynthesizer.Speech say(Script script, int window, RecordingContext context)
      throws Exception {
    return say(script, window, 1, context);
  }

  private SpeechSynthesizer.Speech say(
      Script script, int window, double speed, RecordingContext context) throws Exception {
    try (HeapClaim claim = heap.claim(0, new HeapBudget.Subject("it", "wait"), context)) {
      return new SpeechSynthesizer(pool, window, 600, 2)
          .say(script, new SpeechSynthesizer.Delivery(voice, "", speed), claim, context);
    }
  }

  private Script script(int sentences) {
    Script script = voice.read("One red apple. ".repeat(sentences), Language.EN);
    assertThat(script.sentences()).hasSize(sentences);
    return script;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
