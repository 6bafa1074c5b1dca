package dev.aischeduler.jobs.tts.text.kind;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers joined by several points: versions and IP addresses. */
final class Versions extends Kind {
  private static final int LONGEST_COUNTED = 2;

  Versions(Vocabulary shared) {
    rule(
        "\\d+(?:\\.\\d+){2,9}",
        m ->
            Spoken.of(
                () ->
                    Arrays.stream(m.text().split("\\."))
                        .map(
                            part ->
                                part.length() > LONGEST_COUNTED
                                    ? shared.english().digits(part)
                                    : shared.english().cardinal(Long.parseLong(part)))
                        .collect(Collectors.joining(" point ")),
                () ->
                    Arrays.stream(m.text().split("\\."))
                        .map(
                            part ->
                                part.length() > LONGEST_COUNTED
                                    ? shared.mandarin().digits(part)
                                    : shared.mandarin().cardinal(Long.parseLong(part)))
                        .collect(Collectors.joining("点"))));
  }
}
