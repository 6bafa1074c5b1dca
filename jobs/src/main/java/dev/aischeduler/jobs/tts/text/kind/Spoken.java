package dev.aischeduler.jobs.tts.text.kind;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said for something written. The words are made when they are asked for; commas in them
 * are pauses.
 */
public final class Spoken {
  private final Supplier<String> english;
  private final @Nullable Supplier<String> mandarin;

  private Spoken(Supplier<String> english, @Nullable Supplier<String> mandarin) {
    this.english = english;
    this.mandarin = mandarin;
  }

  /** In whichever language is spoken around it. */
  static Spoken of(Supplier<String> english, Supplier<String> mandarin) {
    return new Spoken(english, mandarin);
  }

  /** These English words, whatever is spoken around them. */
  static Spoken words(String english) {
    return inEnglish(() -> english);
  }

  /** In English, also within a Chinese sentence, such as an e-mail address. */
  static Spoken inEnglish(Supplier<String> english) {
    return new Spoken(english, null);
  }

  /** Whether it is said in English whatever is around it. */
  public boolean onlyEnglish() {
    return mandarin == null;
  }

  /** English words in lower case. */
  public String english() {
    return english.get();
  }

  /**
   * Chinese characters.
   *
   * @throws IllegalStateException when it is only said in English
   */
  public String mandarin() {
    if (mandarin == null) {
      throw new IllegalStateException("only said in English: " + english());
    }
    return mandarin.get();
  }
}
