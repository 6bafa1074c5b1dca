package dev.aischeduler.jobs.tts.caption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Captions that were written are read. */
final class VttReaderTest {
  @Test
  void what_was_written_is_read() throws IOException {
    List<Cue> cues =
        List.of(new Cue(50, 1234, "a < b && c > d &lt;"), new Cue(3_600_000, 360_000_001, "狐狸和雪。"));
    assertThat(VttReader.read(new StringReader(CaptionFormat.VTT.write(cues)))).isEqualTo(cues);
    assertThat(VttReader.read(new StringReader("WEBVTT\n\n00:00:00.000 --> 00:00:01.000")))
        .isEmpty();
  }
}
