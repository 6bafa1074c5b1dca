package dev.aischeduler.jobs.tts.text;

import java.util.List;

/**
 * A text made ready to be spoken.
 *
 * @param sentences utterances of each sentence, in order; no sentence is empty
 * @param skipped pieces of the text that cannot be said, each once, in order of appearance
 */
public record Script(List<List<Utterance>> sentences, List<String> skipped) {

  /** The languages that occur, in order of appearance. */
  public List<Language> languages() {
    return sentences.stream().flatMap(List::stream).map(Utterance::language).distinct().toList();
  }
}
