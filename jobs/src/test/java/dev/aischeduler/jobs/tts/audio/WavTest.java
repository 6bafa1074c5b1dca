package dev.aischeduler.jobs.tts.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

final class WavTest {

  @Test
  void another_reader_finds_the_format_and_every_sample() throws Exception {
    byte[] file = Wav.pcm16(new float[] {0f, 0.5f, -0.5f, 1f, -1f, 3f, -3f}, 22_050);

    try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      AudioFormat format = in.getFormat();
      assertThat(format.getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
      assertThat(format.getSampleRate()).isEqualTo(22_050f);
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.getChannels()).isEqualTo(1);
      assertThat(in.getFrameLength()).isEqualTo(7);
      short[] samples = new short[7];
      ByteBuffer.wrap(in.readAllBytes())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .get(samples);
      assertThat(samples)
          .containsExactly(
              (short) 0,
              (short) 16_384,
              (short) -16_383,
              (short) 32_767,
              (short) -32_767,
              (short) 32_767,
              (short) -32_767);
    }
  }
}
