package dev.aischeduler.web.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptEncodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                          | true  | false",
        "GZIP ; Q=0.5                  | true  | false",
        "x-gzip                        | true  | false",
        "*                             | true  | false",
        "br, gzip;q=0.8, *;q=0.1       | true  | false",
        "gzip, identity;q=0            | true  | true",
        "gzip, *;q=0                   | true  | true",
        "*, identity;q=0               | true  | true",
        "gzip;q=0.001, identity;q=0    | true  | true",
        "br                            | false | false",
        "identity                      | false | false",
        "gzip;q=0                      | false | false",
        "gzip;q=0.000, *               | false | false",
        "gzip;q=0, identity;q=0        | false | false",
        "gzip;q=0.4, identity;q=0.5    | false | false",
        "notgzip, gzip2                | false | false",
        "gzip;q=2                      | true  | false",
        ";q=1,,;;gzip                  | false | false",
      })
  void it_is_read_as_written(String header, boolean gzip, boolean onlyGzip) {
    assertThat(AcceptEncoding.of(header)).isEqualTo(new AcceptEncoding(gzip, onlyGzip));
  }

  @Test
  void nothing_said_is_nothing_for_gzip() {
    assertThat(AcceptEncoding.of(null)).isEqualTo(new AcceptEncoding(false, false));
    assertThat(AcceptEncoding.of("")).isEqualTo(new AcceptEncoding(false, false));
  }
}
