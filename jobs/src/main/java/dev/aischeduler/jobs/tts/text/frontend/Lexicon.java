package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user's own dictionary of pronunciations: words that are read as it says, before any other
 * reading. The longest entry that matches at a place counts; of equally long ones an entry that
 * came first, then one that tells capitals from small letters. Immutable.
 */
public final class Lexicon {
  private static final Lexicon NONE = new Lexicon(List.of());
  private static final String POSSESSIVE = "'s";

  private final List<LexiconEntry> entries;
  private final Map<Integer, List<LexiconEntry>> byFirst = new HashMap<>();

  /**
   * A place where an entry matches.
   *
   * @param end behind the match
   * @param tail what follows the reading, {@code 's} or nothing
   */
  record Hit(LexiconEntry entry, int end, String tail) {}

  private Lexicon(List<LexiconEntry> entries) {
    this.entries = entries;
    entries.forEach(
        entry ->
            byFirst.computeIfAbsent(entry.firstCharacter(), c -> new ArrayList<>()).add(entry));
    byFirst
        .values()
        .forEach(
            list ->
                list.sort(
                    Comparator.comparingInt((LexiconEntry e) -> -e.word().length())
                        .thenComparing(e -> !e.exactCase())));
  }

  /** A dictionary without entries. */
  public static Lexicon none() {
    return NONE;
  }

  /**
   * The dictionary with these entries.
   *
   * @param readings reading of each word: English words, Chinese characters, or pinyin with tone
   *     digits
   * @throws LexiconException names the entry that cannot be used and the remedy
   */
  public static Lexicon of(Map<String, String> readings) {
    return readings.isEmpty()
        ? NONE
        : new Lexicon(
            readings.entrySet().stream()
                .map(entry -> LexiconEntry.of(entry.getKey(), entry.getValue()))
                .toList());
  }

  /** These entries and, where they say nothing about a word, those of another dictionary. */
  public Lexicon over(Lexicon other) {
    if (entries.isEmpty() || other.entries.isEmpty()) {
      return entries.isEmpty() ? other : this;
    }
    List<LexiconEntry> all = new ArrayList<>(entries);
    other.entries.stream()
        .filter(theirs -> entries.stream().noneMatch(ours -> ours.covers(theirs)))
        .forEach(all::add);
    return new Lexicon(all);
  }

  /** The entries that a voice with this writing can say. */
  Lexicon readableIn(MandarinScript script) {
    return script == MandarinScript.PINYIN
            || entries.stream().allMatch(e -> e.syllables().isEmpty())
        ? this
        : new Lexicon(entries.stream().filter(e -> e.syllables().isEmpty()).toList());
  }

  /** The longest entry that is written at a place. */
  Optional<Hit> at(String text, int at) {
    if (byFirst.isEmpty()) {
      return Optional.empty();
    }
    for (LexiconEntry entry :
        byFirst.getOrDefault(Character.toLowerCase(text.codePointAt(at)), List.of())) {
      int end = at + entry.word().length();
      if (entry.isAt(text, at) && startsWord(text, at) && endsWord(text, end)) {
        boolean possessive =
            entry.language() == Language.EN
                && text.startsWith(POSSESSIVE, end)
                && endsWord(text, end + POSSESSIVE.length());
        return Optional.of(
            possessive
                ? new Hit(entry, end + POSSESSIVE.length(), POSSESSIVE)
                : new Hit(entry, end, ""));
      }
    }
    return Optional.empty();
  }

  /** Chinese is written without spaces; a Latin word or number must not go on to the left. */
  private static boolean startsWord(String text, int at) {
    if (at == 0 || !isPartOfWord(text.codePointAt(at))) {
      return true;
    }
    int before = text.codePointBefore(at);
    return !isPartOfWord(before)
        && !(joins(before) && at > 1 && isPartOfWord(text.codePointBefore(at - 1)));
  }

  private static boolean endsWord(String text, int end) {
    if (end == text.length() || !isPartOfWord(text.codePointBefore(end))) {
      return true;
    }
    int after = text.codePointAt(end);
    if (Character.isDigit(after) && Character.isLetter(text.codePointBefore(end))) {
      // a name with its version: Qwen2.5
      return true;
    }
    return !isPartOfWord(after)
        && !(joins(after) && end + 1 < text.length() && isPartOfWord(text.codePointAt(end + 1)));
  }

  private static boolean isPartOfWord(int c) {
    return (Character.isLetterOrDigit(c) && !Language.isHan(c)) || c == '_';
  }

  /** Characters that join letters or digits to one name or number: a host, an address, 1.5. */
  private static boolean joins(int c) {
    return c == '.' || c == ',' || c == '@';
  }
}
