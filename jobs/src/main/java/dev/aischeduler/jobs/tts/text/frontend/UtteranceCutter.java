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
    String all = text.strip();
    int from = 0;
    while (all.length() - from > longest) {
      // what lies beyond has no say, so a text of any length is cut in linear time
      String next = all.substring(from, from + longest + 1);
      int end = from + cutPoint(next, all.length() - from);
      pieces.add(all.substring(from, end).strip());
      from = end;
      while (from < all.length() && Character.isWhitespace(all.charAt(from))) {
        from++;
      }
    }
    if (from < all.length()) {
      pieces.add(all.substring(from));
    }
    return pieces;
  }

  /**
   * Where to cut.
   *
   * @param text one character more than a piece may have
   * @param left characters from here to the end of the whole
   */
  private int cutPoint(String text, int left) {
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
    int pieces = (left + longest - 1) / longest;
    int even = Math.min(longest, left / pieces + 1);
    int space = text.indexOf(' ', even);
    if (space > 0 && space < longest) {
      return space;
    }
    int before = text.lastIndexOf(' ', longest);
    return before > 0 ? before : longest;
  }
}
