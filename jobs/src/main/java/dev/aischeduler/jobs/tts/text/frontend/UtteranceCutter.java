package dev.aischeduler.jobs.tts.text.frontend;

import dev.aischeduler.jobs.tts.text.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what is too long for one run of a voice, at a mark if there is one, else before a
 * conjunction, else at a space. Voices are trained on sentences of about 15 words; attention cost
 * and slurring grow beyond.
 */
final class UtteranceCutter {
  private static final Pattern JOINT =
      Pattern.compile(" (?=(?:and|or|but|because|which|that|while|when|if) )");

  private final int longest;

  /** Pieces of at most this many characters, unless a single word is longer. */
  UtteranceCutter(int longest) {
    this.longest = longest;
  }

  /** The pieces of a text, in order, without spaces at their ends. */
  List<String> cut(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int end = text.length();
    while (end - start > longest) {
      // the rest counts for even pieces only, so that a long text is not copied for each piece
      int window = Math.min(end, start + 2 * longest);
      int next = start + cutPoint(text.substring(start, window), end - start);
      add(pieces, text, start, next);
      start = next;
      while (start < end && text.charAt(start) == ' ') {
        start++;
      }
    }
    add(pieces, text, start, end);
    return pieces;
  }

  private static void add(List<String> pieces, String text, int start, int end) {
    String piece = text.substring(start, end).strip();
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
  }

  /**
   * Where to cut.
   *
   * @param text the beginning of the rest, longer than a piece
   * @param rest length of the whole rest
   */
  private int cutPoint(String text, int rest) {
    for (int i = longest - 1; i >= longest / 3; i--) {
      if (Marks.isMark(text.charAt(i))) {
        return i + 1;
      }
    }
    Matcher joint = JOINT.matcher(text).region(longest / 3, longest);
    if (joint.find()) {
      int at = joint.start();
      while (joint.find()) {
        at = joint.start();
      }
      return at;
    }
    int pieces = (rest + longest - 1) / longest;
    int even = Math.min(longest, rest / pieces + 1);
    int space = text.indexOf(' ', even);
    if (space > 0 && space < longest) {
      return space;
    }
    int before = text.lastIndexOf(' ', longest);
    return before > 0 ? before : longest;
  }
}
