package dev.aischeduler.jobs.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sounds at another rate are the same sounds, measured against the function they were made of. */
final class ConvertedSoundTest {
  private static short[] converted(byte[] wav, WavFormat to) throws IOException {
    InputStream in = new ByteArrayInputStream(wav);
    WavFile file = WavFile.readHeader(in);
    byte[] bytes = new ConvertedSound(in, file, to).readAllBytes();
    assertThat(bytes.length).isEqualTo(file.framesAt(to.sampleRate()) * to.frameBytes());
    short[] samples = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /** 16 bits hold 98 dB; whatever is not the sine, images too, is noise here. */
  @ParameterizedTest
  @CsvSource({
    "16000,22050,100", "16000,22050,1000", "16000,22050,7100", "22050,24000,9900",
    "22050,48000,440", "8000,44100,3500", "44100,48000,19000", "16000,48000,3000"
  })
  void a_sine_stays_that_sine(int from, int to, double hz) throws IOException {
    byte[] wav = WavFiles.of(from, 1, from / 2, i -> 0.9 * Math.sin(2 * Math.PI * hz * i / from));
    short[] samples = converted(wav, new WavFormat(to, 1));
    double signal = 0;
    double noise = 0;
    // what was cut off hard at both ends is no sine
    for (int i = to / 50; i < samples.length - to / 50; i++) {
      double expected = 0.9 * 32767 * Math.sin(2 * Math.PI * hz * i / to);
      signal += expected * expected;
      noise += (samples[i] - expected) * (samples[i] - expected);
    }
    assertThat(10 * Math.log10(signal / noise)).isGreaterThan(80);
  }

  @Test
  void what_clips_stays_at_the_limit_and_does_not_turn_over() throws IOException {
    byte[] wav = WavFiles.of(8000, 1, 4000, i -> i / 8 % 2 == 0 ? 1 : -1);
    short[] samples = converted(wav, new WavFormat(44_100, 1));
    for (int i = 500; i < samples.length - 500; i++) {
      double at = i * 8000.0 / 44_100 % 16;
      if (at > 1 && at < 7) {
        assertThat(samples[i]).as("sample " + i).isGreaterThan((short) 20_000);
      } else if (at > 9 && at < 15) {
        assertThat(samples[i]).as("sample " + i).isLessThan((short) -20_000);
      }
    }
  }

  @Test
  void one_channel_becomes_several_and_keeps_every_sample() throws IOException {
    byte[] wav = WavFiles.of(8000, 1, 300, i -> Math.sin(i));
    short[] mono = converted(wav, new WavFormat(8000, 1));
    short[] stereo = converted(wav, new WavFormat(8000, 2));
    for (int i = 0; i < 300; i++) {
      assertThat(mono[i]).isEqualTo((short) Math.rint(32767 * Math.sin(i)));
      assertThat(stereo[2 * i]).isEqualTo(mono[i]);
      assertThat(stereo[2 * i + 1]).isEqualTo(mono[i]);
    }
  }

  @Test
  void a_file_that_is_shorter_than_it_says_is_an_error() {
    byte[] wav = WavFiles.of(8000, 1, 4000, i -> 0);
    assertThatThrownBy(() -> converted(Arrays.copyOf(wav, 5000), new WavFormat(16_000, 1)))
        .isInstanceOf(EOFException.class);
  }
}
