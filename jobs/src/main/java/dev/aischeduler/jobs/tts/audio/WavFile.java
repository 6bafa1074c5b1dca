package dev.aischeduler.jobs.tts.audio;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the header of a WAV file says.
 *
 * @param dataBytes bytes of sound, a multiple of those of a frame
 */
record WavFile(WavFormat format, long dataBytes) {
  private static final int PCM = 1;
  private static final int BITS = 16;

  /** Chunks before the sound, such as the name of the program that wrote it. */
  private static final int MAX_CHUNKS = 100;

  /** Why a stream is no WAV file of 16-bit PCM. */
  static final class NotWavException extends IOException {
    private static final long serialVersionUID = 1L;

    NotWavException(String message) {
      super(message);
    }
  }

  /** Samples of each channel. */
  long frames() {
    return dataBytes / format.frameBytes();
  }

  /** The same at another rate, which is not lower. */
  long framesAt(int sampleRate) {
    int own = format.sampleRate();
    return own == sampleRate ? frames() : (frames() * sampleRate + own - 1) / own;
  }

  /**
   * Reads up to the first sample.
   *
   * @throws NotWavException for anything but 16-bit PCM
   */
  static WavFile readHeader(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      if (!tag(data).equals("RIFF")) {
        throw new NotWavException("is no WAV file");
      }
      data.skipNBytes(4);
      if (!tag(data).equals("WAVE")) {
        throw new NotWavException("is no WAV file");
      }
      ByteBuffer format = null;
      for (int chunks = 0; chunks < MAX_CHUNKS; chunks++) {
        String tag = tag(data);
        long size = Integer.toUnsignedLong(Integer.reverseBytes(data.readInt()));
        if (tag.equals("data") && format != null) {
          return of(format, size);
        }
        if (tag.equals("fmt ") && size >= BITS && size <= 1024) {
          format = ByteBuffer.wrap(data.readNBytes((int) size)).order(ByteOrder.LITTLE_ENDIAN);
          data.skipNBytes(size % 2);
        } else {
          data.skipNBytes(size + size % 2);
        }
      }
    } catch (EOFException e) {
      throw new NotWavException("ends within its header");
    }
    throw new NotWavException("has no sound");
  }

  private static WavFile of(ByteBuffer format, long dataBytes) throws NotWavException {
    int channels = format.getShort(2);
    int rate = format.getInt(4);
    boolean sane =
        channels >= 1
            && channels <= WavFormat.MOST_CHANNELS
            && rate >= 1
            && rate <= WavFormat.HIGHEST_RATE;
    if (format.getShort(0) != PCM || format.getShort(14) != BITS || !sane) {
      throw new NotWavException("is not 16-bit PCM");
    }
    WavFormat of = new WavFormat(rate, channels);
    return new WavFile(of, dataBytes - dataBytes % of.frameBytes());
  }

  private static String tag(DataInputStream data) throws IOException {
    byte[] tag = new byte[4];
    data.readFully(tag);
    return new String(tag, StandardCharsets.ISO_8859_1);
  }
}
