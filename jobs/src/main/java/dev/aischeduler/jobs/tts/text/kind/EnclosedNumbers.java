package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.lang.UCharacter;
import dev.aischeduler.jobs.tts.text.Language;
import java.util.Optional;

/** Figures within a circle or brackets, as one character: {@code ①}, {@code ⑴}, {@code ㈠}. */
final class EnclosedNumbers extends Kind {
  private final Vocabulary shared;

  EnclosedNumbers(Vocabulary shared) {
    this.shared = shared;
  }

  /** Before the figure of a list, but not of what it names (见图①). */
  private static String pause(Place place) {
    boolean list =
        place.start() > 0
            && Language.isHan(place.text().charAt(place.start() - 1))
            && "图式题项第表见注".indexOf(place.text().charAt(place.start() - 1)) < 0;
    return list ? "," : "";
  }

  @Override
  Optional<Found> at(Place place) {
    char c = place.first();
    if (c < 0x2460 || c > 0x32FF || Character.getType(c) != Character.OTHER_NUMBER) {
      return Optional.empty();
    }
    double value = UCharacter.getUnicodeNumericValue(c);
    if (value < 0 || value != Math.rint(value)) {
      return Optional.empty();
    }
    long number = (long) value;
    return Optional.of(
        new Found(
            Spoken.of(
                () -> shared.english().cardinal(number) + ",",
                () -> pause(place) + shared.mandarin().cardinal(number) + ","),
            place.start() + 1));
  }
}
