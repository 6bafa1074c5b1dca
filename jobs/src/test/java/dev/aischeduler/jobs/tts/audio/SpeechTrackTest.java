package dev.aischeduler.jobs.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;

final class SpeechTrackTest {
  private static final int RATE = 16_000;
  private static final int HEADER = 44;

  @Test
  void joins_do_not_click_even_when_pieces_end_loud_and_carry_an_offset() {
    SpeechTrack track = new SpeechTrack(RATE);
    for (int i = 0; i < 3; i++) {
      track.add(SpeechPiece.of(tone(0.3, 0.4, 0.2), RATE), 0.1);
    }

    float[] speech = samples(track);

    double steepestInTone = 2 * Math.PI * 200 / RATE * peak(speech) * 1.05;
    for (int i = 1; i < speech.length; i++) {
      assertThat(Math.abs(speech[i] - speech[i - 1])).isLessThan((float) steepestInTone);
    }
    assertThat(mean(speech)).isBetween(-1e-3, 1e-3);
  }

  @Test
  void silence_at_the_ends_of_pieces_is_replaced_by_the_pause() {
    float[] padded = new float[RATE];
    System.arraycopy(tone(0.2, 0.5, 0), 0, padded, RATE / 2, RATE / 5);
    SpeechTrack track = new SpeechTrack(RATE);
    track.add(SpeechPiece.of(padded, RATE), 0.3);
    double one = track.seconds();
    track.add(SpeechPiece.of(padded, RATE), 0.3);

    assertThat(one).isBetween(0.25, 0.35);
    assertThat(track.seconds() - one).isBetween(0.3 + 0.2, 0.3 + 0.3);
  }

  @Test
  void loud_and_weak_voices_come_out_alike_and_never_clip() {
    assertThat(rms(finished(0.9))).isCloseTo(rms(finished(0.01)), within(0.01));
    assertThat(peak(finished(0.9))).isLessThan(0.9f);
  }

  @Test
  void a_peak_limits_the_level() {
    float[] spiky = tone(0.3, 0.02, 0);
    spiky[2000] = 1f;
    SpeechTrack track = new SpeechTrack(RATE);
    track.add(SpeechPiece.of(spiky, RATE), 0);

    assertThat(peak(samples(track))).isBetween(0.85f, 0.9f);
  }

  @Test
  void levels_between_sentences_are_kept() {
    SpeechTrack track = new SpeechTrack(RATE);
    track.add(SpeechPiece.of(tone(0.3, 0.4, 0), RATE), 0);
    int boundary = (int) (track.seconds() * RATE);
    track.add(SpeechPiece.of(tone(0.3, 0.2, 0), RATE), 0);

    float[] speech = samples(track);

    float first = peak(java.util.Arrays.copyOfRange(speech, 0, boundary));
    float second = peak(java.util.Arrays.copyOfRange(speech, boundary, speech.length));
    assertThat(first / second).isBetween(1.95f, 2.05f);
  }

  @Test
  void silence_and_damage_are_found() {
    SpeechTrack track = new SpeechTrack(RATE);
    track.add(SpeechPiece.of(new float[RATE], RATE), 0.3);
    assertThat(track.isSilent()).isTrue();
    assertThatThrownBy(() -> SpeechPiece.of(new float[] {Float.NaN}, RATE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] samples(SpeechTrack track) {
    try (InputStream wav = track.wav()) {
      ShortBuffer levels =
          ByteBuffer.wrap(wav.readAllBytes())
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(HEADER)
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN)
              .asShortBuffer();
      float[] samples = new float[levels.remaining()];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = levels.get(i) / 32767f;
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] finished(double amplitude) {
    SpeechTrack track = new SpeechTrack(RATE);
    track.add(SpeechPiece.of(tone(0.5, amplitude, 0), RATE), 0);
    return samples(track);
  }

  private static float[] tone(double seconds, double amplitude, double offset) {
    float[] samples = new float[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (offset + amplitude * Math.sin(1 + 2 * Math.PI * 200 * i / RATE));
    }
    return samples;
  }

  private static float peak(float[] samples) {
    float peak = 0;
    for (float s : samples) {
      peak = Math.max(peak, Math.abs(s));
    }
    return peak;
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float s : samples) {
      sum += (double) s * s;
    }
    return Math.sqrt(sum / samples.length);
  }

  private static double mean(float[] samples) {
    double sum = 0;
    for (float s : samples) {
      sum += s;
    }
    return sum / samples.length;
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
