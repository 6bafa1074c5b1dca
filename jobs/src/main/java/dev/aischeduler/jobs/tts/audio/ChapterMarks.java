package dev.aischeduler.jobs.tts.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Chapters as chunks of a WAV file, behind its sound, for both kinds of readers: cue points with
 * labels (Microsoft, "Multimedia Data Standards Update", 1994), as editors of sound write them, and
 * an ID3v2.4 tag with CHAP frames ("ID3v2 Chapter Frame Addendum", 2005), as FFmpeg and players of
 * audio-books read them. Both are numbered from 0 alike: FFmpeg reads both, and takes marks of one
 * number for one chapter. Titles are UTF-8.
 */
final class ChapterMarks {
  /** A table of contents counts its entries in one byte. */
  private static final int MOST_IN_CONTENTS = 255;

  private static final byte UTF_8 = 3;

  private ChapterMarks() {}

  /** The chunks; empty without chapters. */
  static byte[] of(JoinedTrack track) {
    List<Chapter> chapters = track.chapters();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!chapters.isEmpty()) {
      chunk(out, "cue ", cues(chapters));
      chunk(out, "LIST", labels(chapters));
      chunk(out, "id3 ", tag(track));
    }
    return out.toByteArray();
  }

  /** Chunks begin at even places. */
  private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
    out.writeBytes(ascii(name));
    little(out, content.length);
    out.writeBytes(content);
    if (content.length % 2 == 1) {
      out.write(0);
    }
  }

  private static byte[] cues(List<Chapter> chapters) {
    ByteArrayOutputStream cues = new ByteArrayOutputStream();
    little(cues, chapters.size());
    for (int i = 0; i < chapters.size(); i++) {
      int frame = (int) chapters.get(i).from();
      little(cues, i);
      little(cues, frame);
      cues.writeBytes(ascii("data"));
      little(cues, 0);
      little(cues, 0);
      little(cues, frame);
    }
    return cues.toByteArray();
  }

  private static byte[] labels(List<Chapter> chapters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("adtl"));
    for (int i = 0; i < chapters.size(); i++) {
      ByteArrayOutputStream label = new ByteArrayOutputStream();
      little(label, i);
      label.writeBytes(utf8(chapters.get(i).title()));
      label.write(0);
      chunk(out, "labl", label.toByteArray());
    }
    return out.toByteArray();
  }

  private static byte[] tag(JoinedTrack track) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    List<Chapter> chapters = track.chapters();
    if (chapters.size() <= MOST_IN_CONTENTS) {
      frames.writeBytes(frame("CTOC", contents(chapters.size())));
    }
    for (int i = 0; i < chapters.size(); i++) {
      Chapter chapter = chapters.get(i);
      byte[] title = utf8(chapter.title());
      ByteBuffer text = ByteBuffer.allocate(title.length + 1).put(UTF_8).put(title);
      byte[] named = frame("TIT2", text.array());
      byte[] id = id(i);
      ByteBuffer body = ByteBuffer.allocate(id.length + 16 + named.length).put(id);
      body.putInt(ms(track, chapter.from())).putInt(ms(track, chapter.to()));
      // no offsets in bytes: the times hold
      body.putInt(-1).putInt(-1).put(named);
      frames.writeBytes(frame("CHAP", body.array()));
    }
    ByteBuffer head = ByteBuffer.allocate(10).put(ascii("ID3")).put((byte) 4);
    head.put((byte) 0).put((byte) 0).putInt(synchsafe(frames.size()));
    ByteArrayOutputStream tag = new ByteArrayOutputStream();
    tag.writeBytes(head.array());
    tag.writeBytes(frames.toByteArray());
    return tag.toByteArray();
  }

  private static byte[] contents(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("toc\0"));
    // the topmost list, in order
    out.write(3);
    out.write(count);
    for (int i = 0; i < count; i++) {
      out.writeBytes(id(i));
    }
    return out.toByteArray();
  }

  private static byte[] frame(String name, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(10 + body.length).put(ascii(name));
    return frame.putInt(synchsafe(body.length)).putShort((short) 0).put(body).array();
  }

  /** Ended by a zero. */
  private static byte[] id(int chapter) {
    return ascii("chp" + chapter + "\0");
  }

  private static int ms(JoinedTrack track, long frame) {
    return (int) Math.round(track.seconds(frame) * 1000);
  }

  /** Seven bits in each byte. */
  private static int synchsafe(int size) {
    return (size & 0x7F) | (size & 0x3F80) << 1 | (size & 0x1FC000) << 2 | (size & 0xFE00000) << 3;
  }

  private static void little(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >> shift);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
