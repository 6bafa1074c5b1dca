package dev.aischeduler.jobs.tts.audio;

import java.io.IOException;
import java.io.InputStream;

/** The samples of a WAV file alone, as other programs stream them. */
public final class PcmSound {
  private PcmSound() {}

  /**
   * Samples of 16 bits, little endian, one channel.
   *
   * @param wav read and closed with the result
   * @param sampleRate of the result in Hz, not below that of the file
   * @throws IOException when the file is no mono WAV of 16-bit PCM or has a higher rate
   */
  public static InputStream of(InputStream wav, int sampleRate) throws IOException {
    WavFile file = WavFile.readHeader(wav);
    WavFormat own = file.format();
    if (own.channels() != 1 || own.sampleRate() > sampleRate) {
      throw new IOException(
          "a sound of "
              + own.channels()
              + " channels at "
              + own.sampleRate()
              + " Hz cannot become mono at "
              + sampleRate
              + " Hz");
    }
    return new ConvertedSound(wav, file, new WavFormat(sampleRate, 1));
  }
}
