package dev.aischeduler.config.table;

import java.util.List;

/** What {@code lexicon} holds: how words are pronounced. */
final class SpeechSettings {
  private static final int MOST_ENTRIES = 2000;
  private static final int LONGEST = 200;

  private SpeechSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.entries(
            "lexicon",
            MOST_ENTRIES,
            LONGEST,
            "How speech reads words of your own, such as names: English words, Chinese characters or"
                + " pinyin with tone digits for each word; see docs/text.md."));
  }
}
