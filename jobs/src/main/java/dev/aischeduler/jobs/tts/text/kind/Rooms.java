package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import org.jspecify.annotations.Nullable;

/** Rooms, floors and boxes of an address: {@code Apt. 4B}, {@code P.O. Box 7}. Read in English. */
final class Rooms extends Kind {
  private final EnglishNumbers english;
  private final AddressWords table;

  Rooms(Vocabulary shared, AddressWords table) {
    this.english = shared.english();
    this.table = table;
    String room = "(" + table.any(k -> k.equals("room")) + ")\\.? ?#?";
    rule("[Pp]\\.? ?[Oo]\\.? ?[Bb](?:ox|OX) ?#?(\\d{1,10})(?!\\d)", this::box);
    rule(room + "(\\d{1,5})([A-Z]?)(?![\\w]|[.,:]\\d)", this::room);
    rule(room + "(?=[A-Z]?[-]?\\d|[A-Z](?![A-Za-z]))", this::roomOnly);
    rule("Fl\\.?" + StreetNames.END + "(?<=\\d(?:st|nd|rd|th) Fl\\.?)", m -> Spoken.words("floor"));
  }

  private @Nullable Spoken box(Match m) {
    return m.place().followsWord()
        ? null
        : Spoken.inEnglish(() -> "p o box " + english.inPairs(m.group(1)));
  }

  private @Nullable Spoken room(Match m) {
    if (m.place().followsWord()) {
      return null;
    }
    String letter = m.group(3);
    return Spoken.inEnglish(
        () ->
            table.reading("room", m.group(1))
                + " "
                + english.inPairs(m.group(2))
                + (letter.isEmpty() ? "" : " " + EnglishWords.letters(letter)));
  }

  private @Nullable Spoken roomOnly(Match m) {
    return m.place().followsWord() ? null : Spoken.words(table.reading("room", m.group(1)));
  }
}
