package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;

/** Titles before names without the dot, that the English lexicon has with it: {@code Mr Lee}. */
final class ShortTitles extends Kind {
  ShortTitles(Vocabulary shared) {
    EnglishWords words = shared.words();
    rule(
        Abbreviations.START + "(Mr|Mrs|Ms|Mx|Dr|Prof|Messrs)(?= [A-Z][A-Za-z'.])",
        m -> Spoken.words(words.read(m.group(1) + ".", false)));
  }
}
