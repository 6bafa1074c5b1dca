package dev.aischeduler.jobs.tts.audio;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.workflow.step.StepContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** The bytes of several WAV files as one, with silence between. Not thread-safe. */
final class JoinedSound extends InputStream {
  private final List<Artifact> sounds;
  private final long silence;
  private final StepContext context;
  private final byte[] header;
  private int headerAt;

  /** Index of the file that comes next, or is open. */
  private int file;

  private long silenceLeft;
  private long soundLeft;
  private InputStream open = InputStream.nullInputStream();

  /**
   * At the start of the header.
   *
   * @param silence bytes between two files
   */
  JoinedSound(List<Artifact> sounds, byte[] header, long silence, StepContext context) {
    this.sounds = sounds;
    this.header = header;
    this.silence = silence;
    this.context = context;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (headerAt < header.length) {
      int count = Math.min(length, header.length - headerAt);
      System.arraycopy(header, headerAt, target, from, count);
      headerAt += count;
      return count;
    }
    if (silenceLeft == 0 && soundLeft == 0 && !next()) {
      return -1;
    }
    if (silenceLeft > 0) {
      int count = (int) Math.min(length, silenceLeft);
      Arrays.fill(target, from, from + count, (byte) 0);
      silenceLeft -= count;
      return count;
    }
    int count = open.read(target, from, (int) Math.min(length, soundLeft));
    if (count < 0) {
      throw new EOFException(sounds.get(file - 1).name() + " is shorter than its header says");
    }
    soundLeft -= count;
    return count;
  }

  /** Opens the next file that has sound; false when there is none. */
  private boolean next() throws IOException {
    while (file < sounds.size()) {
      context.checkStopped();
      open.close();
      open = context.open(sounds.get(file));
      soundLeft = WavFile.readHeader(open).dataBytes();
      silenceLeft = file == 0 ? 0 : silence;
      file++;
      if (silenceLeft > 0 || soundLeft > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
