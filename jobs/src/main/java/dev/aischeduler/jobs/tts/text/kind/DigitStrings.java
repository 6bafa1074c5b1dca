package dev.aischeduler.jobs.tts.text.kind;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Digits that name something and count nothing, said one by one: numbers of cards and rooms. */
final class DigitStrings extends Kind {
  DigitStrings(Vocabulary shared) {
    rule(
        "\\d+(?:-\\d+){2,9}|0\\d++(?![:/]|\\.\\d)|\\d{13,}",
        m ->
            Spoken.of(
                () ->
                    Arrays.stream(m.text().split("-"))
                        .map(shared.english()::digits)
                        .collect(Collectors.joining(", ")),
                () ->
                    Arrays.stream(m.text().split("-"))
                        .map(shared.mandarin()::digits)
                        .collect(Collectors.joining(","))));
  }
}
