package dev.aischeduler.jobs.tts;

import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.text.Sentence;
import java.util.List;

/**
 * A sentence and where it is heard.
 *
 * @param spans of its utterances, in samples of the finished speech
 */
record SpokenSentence(Sentence sentence, List<SpeechTrack.Span> spans) {
  SpokenSentence {
    spans = List.copyOf(spans);
  }

  /** Whether any of it is heard. */
  boolean isHeard() {
    return from() < to();
  }

  /** The first sample of it. */
  long from() {
    return spans.stream().filter(s -> !s.isEmpty()).mapToLong(s -> s.from()).min().orElse(0);
  }

  /** The sample behind its last. */
  long to() {
    return spans.stream().filter(s -> !s.isEmpty()).mapToLong(s -> s.to()).max().orElse(0);
  }
}
