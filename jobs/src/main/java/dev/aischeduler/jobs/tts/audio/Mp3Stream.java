package dev.aischeduler.jobs.tts.audio;

import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioFormat;

/**
 * An MP3 file (MPEG audio layer III, ISO/IEC 11172-3 and 13818-3) that is encoded while it is read,
 * by LAME's algorithm in Java. Not thread-safe.
 */
final class Mp3Stream extends InputStream {
  /** In kbit/s; a quarter of the file at 16 kHz, a sixth at 24 kHz, without a sound of it. */
  private static final int BIT_RATE = 64;

  private final InputStream pcm;
  private final LameEncoder encoder;
  private final byte[] samples;
  private final byte[] encoded;
  private int at;
  private int filled;
  private boolean ended;

  private Mp3Stream(InputStream pcm, WavFormat format) {
    this.pcm = pcm;
    AudioFormat source = new AudioFormat(format.sampleRate(), 16, format.channels(), true, false);
    this.encoder =
        new LameEncoder(
            source,
            BIT_RATE * format.channels(),
            format.channels() == 1
                ? LameEncoder.CHANNEL_MODE_MONO
                : LameEncoder.CHANNEL_MODE_JOINT_STEREO,
            LameEncoder.QUALITY_MIDDLE,
            false);
    this.samples = new byte[encoder.getPCMBufferSize()];
    this.encoded = new byte[Math.max(encoder.getMP3BufferSize(), 16_384)];
  }

  /**
   * The sound of a WAV file.
   *
   * @param wav mono or stereo, of a sampling rate that MP3 has: 8, 11.025, 12, 16, 22.05, 24, 32,
   *     44.1 or 48 kHz; read, and closed with the result
   * @throws WavFile.NotWavException for anything but 16-bit PCM
   */
  static InputStream of(InputStream wav) throws IOException {
    return new Mp3Stream(wav, WavFile.readHeader(wav).format());
  }

  @Override
  public int read() throws IOException {
    return more() ? encoded[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, filled - at);
    System.arraycopy(encoded, at, target, from, count);
    at += count;
    return count;
  }

  /** Encodes until there is something to read; false at the end. */
  private boolean more() throws IOException {
    while (at == filled && !ended) {
      at = 0;
      int count = pcm.readNBytes(samples, 0, samples.length);
      if (count > 0) {
        filled = encoder.encodeBuffer(samples, 0, count, encoded);
      } else {
        ended = true;
        filled = encoder.encodeFinish(encoded);
        encoder.close();
      }
    }
    return at < filled;
  }

  @Override
  public void close() throws IOException {
    pcm.close();
  }
}
