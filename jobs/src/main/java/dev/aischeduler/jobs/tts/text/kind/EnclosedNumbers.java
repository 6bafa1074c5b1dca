package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.lang.UCharacter;
import java.util.Optional;

/** Figures within a circle or brackets, as one character: {@code ①}, {@code ⑴}, {@code ㈠}. */
final class EnclosedNumbers extends Kind {
  private final Vocabulary shared;

  EnclosedNumbers(Vocabulary shared) {
    this.shared = shared;
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
                () -> shared.mandarin().cardinal(number) + ","),
            place.start() + 1));
  }
}
