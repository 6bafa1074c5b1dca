package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.kind.Spoken;

/** A piece of a sentence. */
sealed interface Token {

  /** A word in Latin letters, perhaps with apostrophes or the dots of an abbreviation. */
  record Latin(String text) implements Token {}

  /** Chinese characters in a row. */
  record Han(String text) implements Token {}

  /** Something that is not spoken as it is written: a number, a date, a sign. */
  record Figure(String written, Spoken spoken) implements Token {}

  /** A word with a reading in the user's own dictionary. */
  record Own(String written, LexiconEntry entry, String tail) implements Token {}

  /** A pause, as one of {@code , . : ; ! ?}. */
  record Mark(char mark) implements Token {}

  /** White space, or a character that is not spoken and not missed, such as a quotation mark. */
  record Gap() implements Token {}

  /** A character that cannot be spoken. */
  record Unknown(String text) implements Token {}
}
