package dev.aischeduler.jobs.tts.audio;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The WAV file of joined sounds, made while it is read: header, sounds with silence between, and
 * the marks of the chapters. Holds a block of the sound that it reads, and the marks. For one
 * thread; closing it closes that sound.
 */
public final class JoinedSound extends InputStream {
  /** Many players take the size in a WAV file as a signed number. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private static final byte[] SILENCE = new byte[8192];

  private final JoinedTrack track;
  private final Source source;
  private final byte[] marks;

  /** Index of the sound that comes next. */
  private int next;

  private long silenceLeft;
  private long soundLeft;
  private boolean marked;
  private InputStream current;

  /** Where the bytes of sounds are. */
  @FunctionalInterface
  interface Source {
    /** Opens the file of a sound. */
    InputStream open(int sound) throws IOException;
  }

  /**
   * At the start of the file.
   *
   * @throws TooLongException when it would be larger than 2 GiB
   */
  JoinedSound(JoinedTrack track, Source source) throws TooLongException {
    this.track = track;
    this.source = source;
    this.marks = ChapterMarks.of(track);
    if (size() > MAX_BYTES) {
      throw new TooLongException();
    }
    this.current = new ByteArrayInputStream(track.format().header(track.dataBytes(), marks.length));
    this.soundLeft = WavFormat.HEADER;
  }

  /** The file would be too large for most players. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("the sound is longer than 2 GiB; join fewer");
    }
  }

  /** Bytes of the whole file. */
  public long size() {
    return WavFormat.HEADER + track.dataBytes() + marks.length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (silenceLeft == 0 && soundLeft == 0) {
      if (!advance()) {
        return -1;
      }
    }
    if (silenceLeft > 0) {
      int count = (int) Math.min(Math.min(length, SILENCE.length), silenceLeft);
      System.arraycopy(SILENCE, 0, target, offset, count);
      silenceLeft -= count;
      return count;
    }
    int count = current.read(target, offset, (int) Math.min(length, soundLeft));
    if (count < 0) {
      throw new EOFException("sound " + next + " is shorter than its header says");
    }
    soundLeft -= count;
    return count;
  }

  /** Opens what follows; false at the end. */
  private boolean advance() throws IOException {
    current.close();
    if (next < track.count()) {
      open(track.sounds().get(next), source.open(next));
      next++;
      return true;
    }
    boolean more = !marked;
    marked = true;
    current = new ByteArrayInputStream(marks);
    soundLeft = more ? marks.length : 0;
    return more;
  }

  private void open(JoinedTrack.Placed sound, InputStream file) throws IOException {
    current = file;
    if (!WavFile.readHeader(file).equals(sound.file())) {
      throw new IOException("sound " + (next + 1) + " was changed while it was read");
    }
    if (!sound.file().format().equals(track.format())) {
      current = new ConvertedSound(file, sound.file(), track.format());
    }
    silenceLeft = sound.silence() * track.format().frameBytes();
    soundLeft = (sound.to() - sound.from()) * track.format().frameBytes();
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
