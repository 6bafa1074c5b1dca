package dev.aischeduler.jobs.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.SampleBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as another program's decoder hears them. */
final class Mp3StreamTest {

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 22_050, 24_000, 44_100, 48_000})
  void another_decoder_hears_the_same_sound_at_the_same_rate(int rate) throws Exception {
    short[] sung = chirp(rate, 3);
    byte[] mp3 = encoded(rate, sung);
    assertThat(mp3.length).isBetween(3 * 8_000, 3 * 8_000 + 4_000);
    short[] heard = decoded(mp3, rate);
    // The coder begins late and fills its last frame up.
    assertThat(heard.length).isBetween(sung.length, sung.length + 5 * 1152);
    assertThat(likeness(sung, heard)).isGreaterThan(0.97);
  }

  @Test
  void many_at_once_make_the_same_as_one() throws Exception {
    short[] sung = chirp(16_000, 1);
    byte[] alone = encoded(16_000, sung);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<byte[]>> all = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        all.add(() -> encoded(16_000, sung));
      }
      for (Future<byte[]> one : threads.invokeAll(all)) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7_000, 20_000, 96_000})
  void a_rate_that_such_files_cannot_have_is_converted(int rate) throws Exception {
    byte[] mp3 = encoded(rate, chirp(rate, 2));
    int other = new Bitstream(new ByteArrayInputStream(mp3)).readFrame().frequency();
    assertThat((double) decoded(mp3, other).length / other).isBetween(2.0, 2.4);
  }

  @Test
  void a_moment_of_sound_is_a_file_too() throws Exception {
    assertThat(decoded(encoded(16_000, new short[1]), 16_000)).isNotEmpty();
  }

  private static byte[] encoded(int rate, short[] samples) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    byte[] header = new WavFormat(rate, 1).header(bytes.capacity(), 0);
    byte[] wav =
        ByteBuffer.allocate(header.length + bytes.capacity()).put(header).put(bytes).array();
    try (InputStream mp3 = Mp3Stream.of(new ByteArrayInputStream(wav))) {
      return mp3.readAllBytes();
    }
  }

  /** A tone that rises from 200 to 3,000 Hz. */
  private static short[] chirp(int rate, int seconds) {
    short[] samples = new short[rate * seconds];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      phase += 2 * Math.PI * (200 + 2800.0 * i / samples.length) / rate;
      samples[i] = (short) (12_000 * Math.sin(phase));
    }
    return samples;
  }

  private static short[] decoded(byte[] mp3, int rate) throws Exception {
    Bitstream stream = new Bitstream(new ByteArrayInputStream(mp3));
    Decoder decoder = new Decoder();
    List<short[]> frames = new ArrayList<>();
    int length = 0;
    for (Header frame = stream.readFrame(); frame != null; frame = stream.readFrame()) {
      assertThat(frame.frequency()).isEqualTo(rate);
      SampleBuffer buffer = (SampleBuffer) decoder.decodeFrame(frame, stream);
      assertThat(buffer.getChannelCount()).isEqualTo(1);
      short[] samples = Arrays.copyOf(buffer.getBuffer(), buffer.getBufferLength());
      frames.add(samples);
      length += samples.length;
      stream.closeFrame();
    }
    short[] heard = new short[length];
    int at = 0;
    for (short[] samples : frames) {
      System.arraycopy(samples, 0, heard, at, samples.length);
      at += samples.length;
    }
    return heard;
  }

  /** The greatest correlation over the delays that coders have; 1 for the same. */
  private static double likeness(short[] sung, short[] heard) {
    double best = 0;
    for (int delay = 0; delay <= Math.min(4 * 1152, heard.length - sung.length); delay++) {
      double both = 0;
      double one = 0;
      double two = 0;
      for (int i = 0; i < sung.length; i += 7) {
        both += (double) sung[i] * heard[i + delay];
        one += (double) sung[i] * sung[i];
        two += (double) heard[i + delay] * heard[i + delay];
      }
      best = Math.max(best, both / Math.sqrt(one * two));
    }
    return best;
  }
}
