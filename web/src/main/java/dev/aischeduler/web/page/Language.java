package dev.aischeduler.web.page;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language that the pages speak. */
public enum Language {
  /** English. */
  EN("en", "en", Locale.ENGLISH),
  /** Simplified Chinese. */
  ZH("zh", "zh-Hans", Locale.SIMPLIFIED_CHINESE);

  private final String code;
  private final String tag;
  private final Locale locale;

  Language(String code, String tag, Locale locale) {
    this.code = code;
    this.tag = tag;
    this.locale = locale;
  }

  /** Its name in preferences and files, for example {@code zh}. */
  public String code() {
    return code;
  }

  /** Its BCP 47 tag for the page, for example {@code zh-Hans}. */
  public String tag() {
    return tag;
  }

  /** How figures and dates are written in it. */
  public Locale locale() {
    return locale;
  }

  /** The language of this code. */
  public static Optional<Language> ofCode(@Nullable String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /** The first language of an Accept-Language header that the pages speak; else English. */
  public static Language ofHeader(@Nullable String header) {
    if (header == null || header.length() > 1000) {
      return EN;
    }
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(header)) {
        Optional<Language> language = ofCode(range.getRange().split("-", 2)[0]);
        if (language.isPresent()) {
          return language.get();
        }
      }
    } catch (IllegalArgumentException e) {
      // what is no list of languages asks for none
      return EN;
    }
    return EN;
  }
}
