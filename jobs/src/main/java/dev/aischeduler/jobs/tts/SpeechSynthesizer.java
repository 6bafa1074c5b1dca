package dev.aischeduler.jobs.tts;

import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TryLaterException;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.jobs.heap.HeapClaim;
import dev.aischeduler.jobs.tts.audio.SpeechPiece;
import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says a script: sentences are computed in parallel on the speech pool and joined in order. A job
 * has at most {@code window} sentences in the pool, so that jobs share it sentence by sentence and
 * a long text does not block a short one. Thread-safe.
 */
final class SpeechSynthesizer {
  private final ExecutorService pool;
  private final int window;
  private final int maxAudioS;
  private final int bytesPerSample;

  /**
   * Over a pool that the caller owns.
   *
   * @param window sentences of one job at once in the pool, at least 1
   * @param maxAudioS longest speech
   * @param bytesPerSample heap that a finished sample holds until it is stored
   */
  SpeechSynthesizer(ExecutorService pool, int window, int maxAudioS, int bytesPerSample) {
    this.pool = pool;
    this.window = window;
    this.maxAudioS = maxAudioS;
    this.bytesPerSample = bytesPerSample;
  }

  /**
   * How a script is said.
   *
   * @param speaker a speaker of the voice, or empty
   */
  record Delivery(Voice voice, String speaker, double speed) {}

  /**
   * What was said.
   *
   * @param sentences in order, with their places in the track
   */
  record Speech(SpeechTrack track, List<SpokenSentence> sentences) {}

  /** What the parts of one speech share. */
  private record Work(
      Delivery delivery,
      SpeechCancellation stop,
      HeapClaim claim,
      AtomicLong samples,
      TaskContext context) {}

  /**
   * Says it all, reporting progress sentence by sentence.
   *
   * @param claim what the speech may hold; raised when that was estimated too low
   * @throws PermanentTaskException when the speech is longer than allowed, or too large
   * @throws dev.aischeduler.engine.task.TryLaterException when others hold the heap it needs
   * @throws dev.aischeduler.engine.task.TaskStoppedException when the attempt must stop
   */
  Speech say(Script script, Delivery delivery, HeapClaim claim, TaskContext context)
      throws Exception {
    SpeechCancellation stop = new SpeechCancellation();
    context.onStop(stop::stop);
    Work work = new Work(delivery, stop, claim, new AtomicLong(), context);
    List<Sentence> sentences = script.sentences();
    List<SpokenSentence> spoken = new ArrayList<>();
    SpeechTrack track = new SpeechTrack(delivery.voice().sampleRate());
    Deque<Future<List<SpeechPiece>>> ahead = new ArrayDeque<>();
    int submitted = 0;
    try {
      for (int i = 0; i < sentences.size(); i++) {
        context.checkCancelled();
        while (submitted < sentences.size() && ahead.size() < window) {
          Sentence next = sentences.get(submitted++);
          int number = submitted;
          Future<List<SpeechPiece>> future = pool.submit(() -> pieces(next, number, work));
          ahead.add(future);
          stop.watch(future);
        }
        List<SpeechPiece> pieces = await(ahead.remove(), context);
        spoken.add(append(track, sentences.get(i), pieces, delivery.speed()));
        context.progress(
            (i + 1.0) / sentences.size(), "sentence " + (i + 1) + "/" + sentences.size());
      }
      return new Speech(track, spoken);
    } finally {
      stop.stopAndWait();
    }
  }

  private List<SpeechPiece> pieces(Sentence sentence, int number, Work work) throws Exception {
    try (TraceSpan part = work.context().part("sentence")) {
      List<SpeechPiece> pieces = pieces(sentence, work);
      part.put("ai_scheduler.sentence", number)
          .put(
              "ai_scheduler.audio_seconds",
              pieces.stream().mapToLong(SpeechPiece::length).sum()
                  / (double) work.delivery().voice().sampleRate());
      return pieces;
    }
  }

  /** Each utterance becomes a piece at once, so that a sentence without end holds no more. */
  private List<SpeechPiece> pieces(Sentence sentence, Work work) throws Exception {
    Voice voice = work.delivery().voice();
    double speed = work.delivery().speed();
    List<SpeechPiece> pieces = new ArrayList<>();
    for (Utterance u : sentence.utterances()) {
      float[] samples =
          work.stop()
              .during(
                  options ->
                      voice.say(u.language(), u.text(), work.delivery().speaker(), speed, options));
      SpeechPiece piece = SpeechPiece.of(samples, voice.sampleRate());
      pieces.add(piece);
      count(piece, u.pause().seconds() / speed, voice.sampleRate(), work);
    }
    return pieces;
  }

  private void count(SpeechPiece piece, double pauseS, int sampleRate, Work work)
      throws PermanentTaskException, TryLaterException {
    // A pause takes no memory, but time in the file.
    long samples = work.samples().addAndGet(piece.length() + Math.round(pauseS * sampleRate));
    if (samples > (long) maxAudioS * sampleRate) {
      throw new PermanentTaskException(
          String.format(
              Locale.ROOT,
              "the speech is longer than %d s (limits.max_audio_s); shorten the text or raise speed",
              maxAudioS));
    }
    work.claim().atLeast(samples * bytesPerSample);
  }

  private static List<SpeechPiece> await(Future<List<SpeechPiece>> future, TaskContext context)
      throws Exception {
    try {
      return future.get();
    } catch (CancellationException e) {
      context.checkCancelled();
      throw e;
    } catch (ExecutionException e) {
      context.checkCancelled();
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static SpokenSentence append(
      SpeechTrack track, Sentence sentence, List<SpeechPiece> pieces, double speed) {
    List<SpeechTrack.Span> spans = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      double pauseS = sentence.utterances().get(i).pause().seconds() / speed;
      spans.add(track.add(pieces.get(i), pauseS));
    }
    return new SpokenSentence(sentence, spans);
  }
}
