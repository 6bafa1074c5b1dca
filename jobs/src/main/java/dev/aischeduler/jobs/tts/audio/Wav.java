package dev.aischeduler.jobs.tts.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes RIFF WAVE files: PCM, 16 bits, one channel. */
public final class Wav {
  private static final int HEADER = 44;

  private Wav() {}

  /**
   * The file's bytes.
   *
   * @param samples -1..1; what is beyond is clipped
   * @param sampleRate in Hz
   */
  public static byte[] pcm16(float[] samples, int sampleRate) {
    int dataBytes = samples.length * 2;
    ByteBuffer out = ByteBuffer.allocate(HEADER + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(HEADER - 8 + dataBytes).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    out.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
    out.put(ascii("data")).putInt(dataBytes);
    for (float s : samples) {
      out.putShort((short) Math.round(Math.max(-1f, Math.min(1f, s)) * 32767f));
    }
    return out.array();
  }

  private static byte[] ascii(String tag) {
    return tag.getBytes(StandardCharsets.US_ASCII);
  }
}
