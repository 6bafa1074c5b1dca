package dev.aischeduler.jobs.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

final class WavStreamTest {
  private static final int RATE = 22_050;

  @Test
  void another_reader_finds_the_format_and_every_sample() throws Exception {
    SpeechTrack track = new SpeechTrack(RATE);
    SpeechPiece piece = SpeechPiece.of(tone(), RATE);
    track.add(piece, 0.3);
    track.add(piece, 0.3);

    try (AudioInputStream in =
        AudioSystem.getAudioInputStream(new BufferedInputStream(track.wav()))) {
      AudioFormat format = in.getFormat();
      assertThat(format.getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
      assertThat(format.getSampleRate()).isEqualTo(RATE);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.getChannels()).isEqualTo(1);
      assertThat(in.getFrameLength()).isEqualTo(track.samples());
      short[] levels = new short[(int) track.samples()];
      ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(levels);
      int first = (int) Math.round(0.05 * RATE);
      int second = first + piece.length() + (int) Math.round(0.3 * RATE);
      float gain = levels[first + 3000] / piece.sample(3000);
      for (int i = 0; i < piece.length(); i++) {
        assertThat(levels[first + i]).isEqualTo(levels[second + i]);
        assertThat(levels[first + i] / gain).isCloseTo(piece.sample(i), within(1e-3f));
      }
      assertThat(levels[first + piece.length() + 10]).isZero();
      assertThat(levels[levels.length - 1]).isZero();
    }
  }

  @Test
  void the_file_is_the_same_however_it_is_read() throws Exception {
    SpeechTrack track = new SpeechTrack(RATE);
    track.add(SpeechPiece.of(tone(), RATE), 0);
    byte[] whole = track.wav().readAllBytes();

    assertThat(whole).hasSize(44 + 2 * (int) track.samples());
    try (InputStream byByte = track.wav();
        InputStream odd = track.wav()) {
      for (byte expected : whole) {
        assertThat(byByte.read()).isEqualTo(expected & 0xff);
      }
      assertThat(byByte.read()).isEqualTo(-1);
      assertThat(odd.readNBytes(7)).isEqualTo(java.util.Arrays.copyOf(whole, 7));
      assertThat(odd.readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(whole, 7, whole.length));
    }
  }

  private static float[] tone() {
    float[] samples = new float[RATE / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.4 * Math.sin(1 + 2 * Math.PI * 200 * i / RATE));
    }
    return samples;
  }
}
