package dev.aischeduler.jobs.tts.audio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where sounds lie once they are joined, with silence between, and where chapters begin. All sounds
 * get the highest of their sample rates. Immutable.
 */
public final class JoinedTrack {
  private final WavFormat format;
  private final List<Placed> sounds;
  private final List<Chapter> chapters;
  private final long frames;

  /** Milliseconds of silence. */
  private record Pauses(int gapMs, int chapterGapMs) {}

  /**
   * A sound to join.
   *
   * @param title of the chapter that begins with it; null for one that belongs to the chapter
   *     before
   */
  record Sound(WavFile file, @Nullable String title) {}

  /**
   * Where a sound lies, in frames.
   *
   * @param silence before it
   * @param from its first
   * @param to behind its last
   */
  record Placed(WavFile file, long silence, long from, long to) {}

  /** Sounds whose channels differ cannot be joined. */
  static final class UnlikeException extends Exception {
    private static final long serialVersionUID = 1L;

    UnlikeException(String message) {
      super(message);
    }
  }

  /**
   * Places sounds one after another.
   *
   * @param sounds at least one
   * @param gapMs milliseconds of silence between two sounds
   * @param chapterGapMs the same where a chapter begins
   * @throws UnlikeException when they have different numbers of channels, none of which is one
   */
  static JoinedTrack of(List<Sound> sounds, int gapMs, int chapterGapMs) throws UnlikeException {
    WavFormat format = sounds.get(0).file().format();
    for (Sound sound : sounds) {
      WavFormat next = sound.file().format();
      if (!format.joins(next)) {
        throw new UnlikeException(
            "some have " + format.channels() + " channels, some " + next.channels());
      }
      format = format.with(next);
    }
    return new JoinedTrack(sounds, format, new Pauses(gapMs, chapterGapMs));
  }

  private JoinedTrack(List<Sound> sounds, WavFormat format, Pauses pauses) {
    this.format = format;
    List<Placed> placed = new ArrayList<>();
    List<Integer> begins = new ArrayList<>();
    long end = 0;
    for (Sound sound : sounds) {
      boolean first = placed.isEmpty();
      int pauseMs = sound.title() == null ? pauses.gapMs() : pauses.chapterGapMs();
      long silence = first ? 0 : (long) format.sampleRate() * pauseMs / 1000;
      long from = end + silence;
      if (sound.title() != null) {
        begins.add(placed.size());
      }
      end = from + sound.file().framesAt(format.sampleRate());
      placed.add(new Placed(sound.file(), silence, from, end));
    }
    this.sounds = List.copyOf(placed);
    this.frames = end;
    this.chapters = chapters(sounds, placed, begins, end);
  }

  private static List<Chapter> chapters(
      List<Sound> sounds, List<Placed> placed, List<Integer> begins, long end) {
    List<Chapter> chapters = new ArrayList<>();
    for (int i = 0; i < begins.size(); i++) {
      int sound = begins.get(i);
      long to = i + 1 < begins.size() ? mark(placed.get(begins.get(i + 1))) : end;
      String title = sounds.get(sound).title();
      chapters.add(new Chapter(String.valueOf(title), sound, mark(placed.get(sound)), to));
    }
    return List.copyOf(chapters);
  }

  /** Amid the pause, so that a player that seeks there cuts no sound. */
  private static long mark(Placed sound) {
    return sound.from() - sound.silence() / 2;
  }

  /** Chapters in order; empty when no sound begins one. */
  public List<Chapter> chapters() {
    return chapters;
  }

  /** In Hz. */
  public int sampleRate() {
    return format.sampleRate();
  }

  /** Seconds from the start to a frame. */
  public double seconds(long frame) {
    return (double) frame / format.sampleRate();
  }

  /** The same, as results tell it: to the millisecond. */
  public double rounded(long frame) {
    return Math.round(seconds(frame) * 1000) / 1000.0;
  }

  /** Samples of each channel. */
  public long frames() {
    return frames;
  }

  /** Number of sounds. */
  public int count() {
    return sounds.size();
  }

  /** First frame of a sound. */
  public long from(int sound) {
    return sounds.get(sound).from();
  }

  /** Behind the last frame of a sound. */
  public long to(int sound) {
    return sounds.get(sound).to();
  }

  WavFormat format() {
    return format;
  }

  List<Placed> sounds() {
    return sounds;
  }

  /** Bytes of the samples. */
  long dataBytes() {
    return frames * format.frameBytes();
  }
}
