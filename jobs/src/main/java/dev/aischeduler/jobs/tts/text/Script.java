package dev.aischeduler.jobs.tts.text;

import java.util.List;
import java.util.stream.Stream;

/**
 * A text made ready to be spoken.
 *
 * @param sentences in order
 * @param skipped pieces of the text that cannot be said, each once, in order of appearance
 */
public record Script(List<Sentence> sentences, List<String> skipped) {

  /** The utterances of all sentences, in order. */
  public Stream<Utterance> utterances() {
    return sentences.stream().flatMap(sentence -> sentence.utterances().stream());
  }

  /** The languages that occur, in order of appearance. */
  public List<Language> languages() {
    return utterances().map(Utterance::language).distinct().toList();
  }
}
