package dev.aischeduler.jobs.tts.audio;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A RIFF WAVE file (PCM, 16 bits, one channel) that is made while it is read. Not thread-safe. */
final class WavStream extends InputStream {
  private static final int HEADER = 44;
  private static final int BLOCK = 8192;

  private final List<SpeechTrack.Part> parts;
  private final float gain;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private long samplesLeft;
  private int part;

  /** Where in the part: first its silence, then its piece. */
  private int offset;

  /**
   * From its start.
   *
   * @param samples of the whole file; what the parts do not fill is silence at its end
   * @param gain on every sample; it must not lift a peak beyond 1
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

  /** {@inheritDoc} The size is known, so nothing is copied twice. */
  @Override
  public byte[] readAllBytes() {
    byte[] all = new byte[Math.toIntExact(block.remaining() + samplesLeft * 2)];
    int done = 0;
    while (done < all.length) {
      done += read(all, done, all.length - done);
    }
    return all;
  }

  /** Whether there is another byte. */
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
