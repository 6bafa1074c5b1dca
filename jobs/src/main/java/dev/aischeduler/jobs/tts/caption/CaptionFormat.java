package dev.aischeduler.jobs.tts.caption;

import java.util.List;
import java.util.Locale;

/** The files that players read captions from: UTF-8, lines ended by LF. */
public enum CaptionFormat {
  /** WebVTT. */
  VTT("text/vtt", "WEBVTT\n\n", '.'),
  /** SubRip, which has no standard beyond what players agree on. */
  SRT("application/x-subrip", "", ',');

  private static final int MS_PER_S = 1000;
  private static final int S_PER_MIN = 60;
  private static final int S_PER_HOUR = 3600;

  private final String mediaType;
  private final String head;
  private final char point;

  CaptionFormat(String mediaType, String head, char point) {
    this.mediaType = mediaType;
    this.head = head;
    this.point = point;
  }

  /** Media type of such a file. */
  public String mediaType() {
    return mediaType;
  }

  /** Ending of such a file's name, without a dot. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The file. */
  public String write(List<Cue> cues) {
    StringBuilder out = new StringBuilder(head);
    int number = 1;
    for (Cue cue : cues) {
      out.append(number++).append('\n');
      out.append(time(cue.fromMs())).append(" --> ").append(time(cue.toMs())).append('\n');
      out.append(text(cue.text())).append("\n\n");
    }
    // the blank line parts cues; it does not end the file
    return out.substring(0, Math.max(0, out.length() - 1));
  }

  private String time(long ms) {
    long seconds = ms / MS_PER_S;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        seconds / S_PER_HOUR,
        seconds / S_PER_MIN % S_PER_MIN,
        seconds % S_PER_MIN,
        point,
        ms % MS_PER_S);
  }

  /** SubRip has no escapes: an arrow that would read as a line of times becomes another arrow. */
  private String text(String text) {
    String line = text.replaceAll("\\R", " ");
    return this == VTT
        ? line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        : line.replace("-->", "→");
  }
}
