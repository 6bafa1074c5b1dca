package dev.aischeduler.jobs.tts;

import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.text.Script;
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

/**
 * Says a script: sentences are computed in parallel on the speech pool and joined in order. A job
 * has at most {@code window} sentences in the pool, so that jobs share it sentence by sentence and
 * a long text does not block a short one. Thread-safe.
 */
final class SpeechSynthesizer {
  private final ExecutorService pool;
  private final int window;
  private final int maxAudioS;

  /**
   * Over a pool that the caller owns.
   *
   * @param window sentences of one job at once in the pool, at least 1
   * @param maxAudioS longest speech
   */
  SpeechSynthesizer(ExecutorService pool, int window, int maxAudioS) {
    this.pool = pool;
    this.window = window;
    this.maxAudioS = maxAudioS;
  }

  /**
   * Says it all, reporting progress sentence by sentence.
   *
   * @param speaker a speaker of the voice, or empty
   * @throws PermanentTaskException when the speech is longer than allowed
   * @throws dev.aischeduler.engine.task.TaskStoppedException when the attempt must stop
   */
  SpeechTrack say(Script script, Voice voice, String speaker, double speed, TaskContext context)
      throws Exception {
    StopSwitch stop = new StopSwitch();
    context.onStop(stop::stop);
    List<List<Utterance>> sentences = script.sentences();
    SpeechTrack track = new SpeechTrack(voice.sampleRate());
    Deque<Future<List<float[]>>> ahead = new ArrayDeque<>();
    int submitted = 0;
    try {
      for (int i = 0; i < sentences.size(); i++) {
        context.checkCancelled();
        while (submitted < sentences.size() && ahead.size() < window) {
          List<Utterance> next = sentences.get(submitted++);
          Future<List<float[]>> future =
              pool.submit(() -> sentence(next, voice, speaker, speed, stop));
          ahead.add(future);
          stop.watch(future);
        }
        append(track, sentences.get(i), await(ahead.remove(), context), speed);
        context.progress(
            (i + 1.0) / sentences.size(), "sentence " + (i + 1) + "/" + sentences.size());
      }
      return track;
    } finally {
      stop.stopAndWait();
    }
  }

  private static List<float[]> sentence(
      List<Utterance> sentence, Voice voice, String speaker, double speed, StopSwitch stop)
      throws Exception {
    List<float[]> pieces = new ArrayList<>();
    for (Utterance u : sentence) {
      pieces.add(
          stop.during(options -> voice.say(u.language(), u.text(), speaker, speed, options)));
    }
    return pieces;
  }

  private static List<float[]> await(Future<List<float[]>> future, TaskContext context)
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

  private void append(
      SpeechTrack track, List<Utterance> sentence, List<float[]> pieces, double speed)
      throws PermanentTaskException {
    for (int i = 0; i < pieces.size(); i++) {
      track.add(pieces.get(i), sentence.get(i).pause().seconds() / speed);
    }
    if (track.seconds() > maxAudioS) {
      throw new PermanentTaskException(
          String.format(
              Locale.ROOT,
              "the speech is longer than %d s (limits.max_audio_s); shorten the text or raise speed",
              maxAudioS));
    }
  }
}
