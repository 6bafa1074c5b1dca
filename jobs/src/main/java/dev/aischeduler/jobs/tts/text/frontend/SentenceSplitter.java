package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.lexicon.EnglishLexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a clean text into sentences. ICU's own splitter, even with its list of exceptions, breaks
 * after "Dr." and inside names, and never between Chinese and a following lower-case word; this one
 * looks at both sides of the mark.
 */
final class SentenceSplitter {
  private static final Pattern END =
      Pattern.compile("(?:[.!?]+|[。！？｡]+)[\"'”’」』)\\]】》]*|\\n[ \\n]*");
  private static final Pattern LAST_WORD = Pattern.compile("([A-Za-z][A-Za-z.]*)$");

  private final EnglishLexicon lexicon;

  SentenceSplitter(EnglishLexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * One sentence.
   *
   * @param endsParagraph true when a blank line follows
   */
  record Sentence(String text, boolean endsParagraph) {}

  /** The sentences in order; blank ones are left out. */
  List<Sentence> split(String text) {
    List<Sentence> sentences = new ArrayList<>();
    Matcher end = END.matcher(text);
    int start = 0;
    while (end.find()) {
      if (end.group().startsWith("\n") || isEnd(text, start, end)) {
        add(sentences, text.substring(start, end.end()), isParagraphEnd(text, end));
        start = end.end();
      }
    }
    add(sentences, text.substring(start), false);
    return sentences;
  }

  private static void add(List<Sentence> sentences, String text, boolean endsParagraph) {
    if (!text.isBlank()) {
      sentences.add(new Sentence(text.strip(), endsParagraph));
    }
  }

  private static boolean isParagraphEnd(String text, Matcher end) {
    int newline = end.group().indexOf('\n');
    return newline >= 0
        ? end.group().indexOf('\n', newline + 1) >= 0
        : text.startsWith("\n\n", end.end());
  }

  private boolean isEnd(String text, int start, Matcher end) {
    boolean chinese = "。！？｡".indexOf(end.group().charAt(0)) >= 0;
    if (chinese || (end.start() > 0 && Language.isHan(text.charAt(end.start() - 1)))) {
      return true;
    }
    if (end.end() < text.length()) {
      int next = text.codePointAt(end.end());
      if (!Character.isWhitespace(next) && !Language.isHan(next)) {
        return false;
      }
    }
    if (!end.group().startsWith(".")) {
      return true;
    }
    Matcher word = LAST_WORD.matcher(text.substring(start, end.start()));
    if (!word.find()) {
      return true;
    }
    String last = word.group(1);
    boolean initial = last.length() == 1 && Character.isUpperCase(last.charAt(0));
    if (initial) {
      return false;
    }
    boolean dotted = last.contains(".");
    if (!dotted && !lexicon.isAbbreviation(last.toLowerCase(Locale.ROOT))) {
      return true;
    }
    return (dotted || lexicon.mayEndSentence(last.toLowerCase(Locale.ROOT)))
        && startsSentence(text, end.end());
  }

  private static boolean startsSentence(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length()
        || Character.isUpperCase(text.charAt(at))
        || Language.isHan(text.charAt(at));
  }
}
