package dev.aischeduler.jobs.tts.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a WAV file of 16-bit PCM holds sound.
 *
 * @param sampleRate in Hz, 1 to {@link #HIGHEST_RATE}
 * @param channels 1 to {@link #MOST_CHANNELS}
 */
record WavFormat(int sampleRate, int channels) {
  static final int HIGHEST_RATE = 384_000;
  static final int MOST_CHANNELS = 16;

  /** Bytes before the samples. */
  static final int HEADER = 44;

  /** Bytes of one sample of all channels. */
  int frameBytes() {
    return channels * 2;
  }

  /** Whether one of both can be made from the other: one of them is mono, or both are alike. */
  boolean joins(WavFormat other) {
    return channels == other.channels || channels == 1 || other.channels == 1;
  }

  /** What sounds of both are converted to: the higher rate, and the larger number of channels. */
  WavFormat with(WavFormat other) {
    return new WavFormat(
        Math.max(sampleRate, other.sampleRate), Math.max(channels, other.channels));
  }

  /**
   * The bytes before the samples of a file.
   *
   * @param dataBytes of sound
   * @param after bytes of chunks behind the sound
   */
  byte[] header(long dataBytes, long after) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) (HEADER - 8 + dataBytes + after)).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
    header.putInt(sampleRate).putInt(sampleRate * frameBytes());
    header.putShort((short) frameBytes()).putShort((short) 16);
    header.put(ascii("data")).putInt((int) dataBytes);
    return header.array();
  }

  private static byte[] ascii(String tag) {
    return tag.getBytes(StandardCharsets.US_ASCII);
  }
}
