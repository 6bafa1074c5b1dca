package dev.aischeduler.jobs.tts.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence made ready to be spoken.
 *
 * @param written as it was written, without Markdown and invisible characters
 * @param utterances in order, at least one
 */
public record Sentence(String written, List<Utterance> utterances) {
  /** Copies the list. */
  public Sentence {
    utterances = List.copyOf(utterances);
  }

  /** The words as spoken: lower-case English words, Chinese characters, and marks. */
  public String words() {
    return utterances.stream().map(Utterance::words).collect(Collectors.joining(" "));
  }
}
