package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.Optional;

/** Names of languages and platforms with signs in them: {@code C#}, {@code C++}, {@code .NET}. */
final class ProgrammingNames extends Kind {
  private static final int LONGEST = 12;

  private final EnglishWords words;

  ProgrammingNames(Vocabulary shared) {
    this.words = shared.words();
    String start = Abbreviations.START;
    rule(
        start + "([A-HJ-Z])#(?![A-Za-z0-9#])",
        m -> Spoken.words(EnglishWords.letters(m.group(1)) + " sharp"));
    rule(start + "([A-Za-z]{1,10})\\+\\+(?![+])", this::plusPlus);
    rule("(?<![A-Za-z0-9.])\\.NET" + Abbreviations.END, m -> Spoken.words("dot net"));
    rule(
        start + "([A-Za-z]{1,12})\\.(NET|js|JS)(?![./]\\w|\\(|-\\w)" + Abbreviations.END,
        this::platform);
  }

  /** Most words have none of these signs after them, and are not tried. */
  @Override
  Optional<Found> at(Place place) {
    String text = place.text();
    int end = Math.min(text.length(), place.start() + LONGEST);
    int i = place.start();
    while (i < end && Place.isLatin(text.charAt(i))) {
      i++;
    }
    return i < text.length() && "#+.".indexOf(text.charAt(i)) >= 0
        ? super.at(place)
        : Optional.empty();
  }

  private Spoken plusPlus(Match m) {
    String word = m.group(1);
    String read = word.length() == 1 ? EnglishWords.letters(word) : words.read(word, false);
    return Spoken.words(read + " plus plus");
  }

  private Spoken platform(Match m) {
    String suffix = m.group(2);
    String read = suffix.equals("NET") ? "net" : EnglishWords.letters(suffix);
    return Spoken.words(words.read(m.group(1), false) + " dot " + read);
  }
}
