package dev.aischeduler.jobs.tts;

import dev.aischeduler.jobs.tts.audio.SpeechTrack;
import dev.aischeduler.jobs.tts.caption.Clause;
import dev.aischeduler.jobs.tts.caption.Cue;
import dev.aischeduler.jobs.tts.caption.CueMaker;
import dev.aischeduler.jobs.tts.text.Pause;
import dev.aischeduler.jobs.tts.text.Sentence;
import dev.aischeduler.jobs.tts.text.Utterance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what a speech says, sentence by sentence, and when. Immutable. */
final class SpokenReport {
  /** What a result document holds of it: about an hour of speech; captions hold it all. */
  private static final int MOST_CHARACTERS = 100_000;

  private static final double MS_PER_S = 1000;

  private final List<SpokenSentence> sentences;
  private final int sampleRate;

  /** Of a speech; sentences that were silent are left out. */
  SpokenReport(SpeechSynthesizer.Speech speech) {
    this.sentences = speech.sentences().stream().filter(SpokenSentence::isHeard).toList();
    this.sampleRate = speech.track().sampleRate();
  }

  /** Adds {@code spoken} to a result, and how many sentences it leaves out if it is long. */
  void addTo(Map<String, Object> result) {
    List<Map<String, Object>> spoken = new ArrayList<>();
    long characters = 0;
    for (SpokenSentence sentence : sentences) {
      String words = sentence.sentence().words();
      characters += words.length();
      if (characters > MOST_CHARACTERS) {
        break;
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("words", words);
      one.put("start_s", rounded(sentence.from()));
      one.put("end_s", rounded(sentence.to()));
      spoken.add(one);
    }
    result.put("spoken", spoken);
    if (spoken.size() < sentences.size()) {
      result.put("spoken_left_out", sentences.size() - spoken.size());
    }
  }

  /** The captions: what was written, when it is said. */
  List<Cue> cues() {
    CueMaker maker = new CueMaker();
    return sentences.stream().flatMap(s -> maker.cues(clauses(s)).stream()).toList();
  }

  private List<Clause> clauses(SpokenSentence spoken) {
    Sentence sentence = spoken.sentence();
    List<Clause> clauses = new ArrayList<>();
    double end = seconds(spoken.from());
    for (int i = 0; i < spoken.spans().size(); i++) {
      Utterance utterance = sentence.utterances().get(i);
      SpeechTrack.Span span = spoken.spans().get(i);
      double from = span.isEmpty() ? end : seconds(span.from());
      end = span.isEmpty() ? end : seconds(span.to());
      boolean endsAtMark = utterance.pause() != Pause.JOIN;
      clauses.add(new Clause(from, end, utterance.written(), endsAtMark));
    }
    return clauses;
  }

  private double seconds(long samples) {
    return (double) samples / sampleRate;
  }

  private double rounded(long samples) {
    return Math.round(seconds(samples) * MS_PER_S) / MS_PER_S;
  }
}
