package dev.aischeduler.jobs.tts.text.kind;

/**
 * Where an address of the web or of a file may start: a sign of one comes after at most {@link
 * #LONGEST_LABEL} characters, and no letter or digit stands before. Long plain words, digits and
 * lines are passed by without trying a rule.
 */
final class AddressStart {
  private static final int LONGEST_LABEL = 64;

  private AddressStart() {}

  /** Whether an address may start here. */
  static boolean at(Place place) {
    String text = place.text();
    char first = place.first();
    if (first == '~' || first == '/' || first == '\\' || first == '.') {
      return true;
    }
    if (!isLabel(first) || (place.start() > 0 && isWord(text.charAt(place.start() - 1)))) {
      return false;
    }
    int end = Math.min(text.length(), place.start() + LONGEST_LABEL + 1);
    int i = place.start();
    while (i < end && isLabel(text.charAt(i))) {
      i++;
    }
    return i < end
        ? ".@/\\:".indexOf(text.charAt(i)) >= 0
        : i == text.length() && text.regionMatches(true, place.start(), "localhost", 0, 9);
  }

  private static boolean isWord(char c) {
    return Place.isLatin(c) || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isLabel(char c) {
    return isWord(c) || c == '-' || c == '+' || c == '&' || c == '%';
  }
}
