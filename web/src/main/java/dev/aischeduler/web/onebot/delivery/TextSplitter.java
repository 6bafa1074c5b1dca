package dev.aischeduler.web.onebot.delivery;

import java.util.ArrayList;
import java.util.List;

/** Parts a long text into messages, where a reader would pause. Immutable. */
final class TextSplitter {
  /** Further text is cut off: nobody reads so many messages, and accounts are blocked for them. */
  static final int MOST_PARTS = 20;

  private static final String ELLIPSIS = "…";

  /** Where a text is parted, the best first. */
  private static final List<String> PLACES =
      List.of("\n\n", "\n", "。", "！", "？", ". ", "! ", "? ", "；", "; ", "，", ", ", " ");

  private final int most;

  /**
   * @param most characters of a part, at least 2
   */
  TextSplitter(int most) {
    this.most = most;
  }

  /** The parts, none blank; none at all of a blank text. */
  List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      if (parts.size() == MOST_PARTS) {
        int last = parts.size() - 1;
        String cut = parts.get(last);
        int kept = Math.min(cut.length(), safe(cut, most - ELLIPSIS.length()));
        parts.set(last, cut.substring(0, kept) + ELLIPSIS);
        return parts;
      }
      int end = rest.length() <= most ? rest.length() : end(rest);
      parts.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    return parts;
  }

  private int end(String text) {
    for (String place : PLACES) {
      int at = text.lastIndexOf(place, most - place.length());
      // a part that is much shorter than it may be makes too many of them
      if (at >= most / 2) {
        return at + place.length();
      }
    }
    return safe(text, most);
  }

  /** A place that does not part a character in two. */
  private static int safe(String text, int at) {
    return at < text.length() && at > 0 && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
