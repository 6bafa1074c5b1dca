package dev.aischeduler.web.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptTest {
  /** These ask for other sounds or for pictures. */
  private static final Set<String> OTHERS = Set.of("image/png", "audio/*, audio/wav;q=0");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none                                       | false",
        "''                                         | false",
        "*/*                                        | false",
        "application/json                           | false",
        "audio/wav                                  | true",
        "AUDIO/WAV ; Q=1                            | true",
        "audio/*                                    | true",
        "audio/wav, */*                             | true",
        "application/json, audio/wav                | true",
        "audio/wav;q=0                              | false",
        "audio/wav;q=0.0, */*                       | false",
        "audio/*, audio/wav;q=0                     | false",
        "audio/*;q=0, audio/wav                     | true",
        "audio/wav;q=0.5                            | true",
        "audio/wav;q=0.5, application/json          | false",
        "audio/wav;q=0.5, */*                       | false",
        "audio/wav;q=0.5, application/json;q=0.4    | true",
        "audio/wav, application/json;q=0.9          | true",
        "image/png                                  | false",
        "audio/wav;q=many                           | true",
        "audio/wav;codecs=1;q=0.2, application/*    | false",
        ",,;q=1,/,*                                 | false",
      })
  void a_sound_is_wanted_when_it_is_asked_for_no_less_than_json(String header, boolean wanted) {
    assertThat(WantedMedia.of(header).takes("audio/wav")).isEqualTo(wanted);
    assertThat(WantedMedia.of(header).any())
        .isEqualTo(wanted || OTHERS.contains(String.valueOf(header)));
  }
}
