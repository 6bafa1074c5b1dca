package dev.aischeduler.jobs.tts.audio;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A WAV file that is encoded while it is read: the canonical 44-byte RIFF header (IBM and
 * Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", 1991), then 16-bit
 * little-endian mono PCM. Not thread-safe.
 */
final class WavStream extends InputStream {
  private static final int HEADER = 44;
  private static final int BLOCK = 8192;

  private final List<SpeechTrack.Part> parts;
  private final float gain;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private long samplesLeft;

  /** Index of the current part. */
  private int part;

  /** Samples of the current part already encoded, of its silence and its piece together. */
  private int offset;

  /**
   * Creates a stream at the start of the file.
   *
   * @param parts silence and speech in order; no piece is empty
   * @param samples of the whole file; samples after the last part are silence
   * @param sampleRate in Hz
   * @param gain factor for every sample; no sample may exceed 1 with it
   * @throws ArithmeticException when the samples take more than 2 GiB
   */
  WavStream(List<SpeechTrack.Part> parts, long samples, int sampleRate, float gain) {
    this.parts = parts;
    this.gain = gain;
    this.samplesLeft = samples;
    int dataBytes = Math.toIntExact(samples * 2);
    block.put(ascii("RIFF")).putInt(HEADER - 8 + dataBytes).put(ascii("WAVE"));
    block.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    block.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
    block.put(ascii("data")).putInt(dataBytes).flip();
  }

  private static byte[] ascii(String tag) {
    return tag.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int read() {
    return filled() ? block.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (!filled()) {
      return -1;
    }
    int count = Math.min(length, block.remaining());
    block.get(target, from, count);
    return count;
  }

  /** {@inheritDoc} Overridden because the size is known: the bytes are copied only once. */
  @Override
  public byte[] readAllBytes() {
    byte[] all = new byte[Math.toIntExact(block.remaining() + samplesLeft * 2)];
    int done = 0;
    while (done < all.length) {
      done += read(all, done, all.length - done);
    }
    return all;
  }

  /** Encodes the next block when the current one is read; false at the end of the file. */
  private boolean filled() {
    if (!block.hasRemaining() && samplesLeft > 0) {
      block.clear();
      while (block.hasRemaining() && samplesLeft > 0) {
        block.putShort((short) Math.round(next() * Short.MAX_VALUE));
        samplesLeft--;
      }
      block.flip();
    }
    return block.hasRemaining();
  }

  private float next() {
    if (part == parts.size()) {
      return 0;
    }
    SpeechTrack.Part now = parts.get(part);
    int inPiece = offset++ - now.silence();
    if (inPiece < 0) {
      return 0;
    }
    if (inPiece == now.piece().length() - 1) {
      part++;
      offset = 0;
    }
    return now.piece().sample(inPiece) * gain;
  }
}
