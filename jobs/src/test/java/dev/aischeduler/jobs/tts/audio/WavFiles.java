package dev.aischeduler.jobs.tts.audio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** WAV files for tests: written by Java's own library, and read chunk by chunk. */
final class WavFiles {
  private WavFiles() {}

  /**
   * A file.
   *
   * @param wave sample by number of the frame, -1 to 1, on all channels
   */
  static byte[] of(int rate, int channels, int frames, IntToDoubleFunction wave) {
    ByteBuffer samples = ByteBuffer.allocate(frames * channels * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < frames; i++) {
      short sample = (short) Math.rint(32767 * wave.applyAsDouble(i));
      for (int channel = 0; channel < channels; channel++) {
        samples.putShort(sample);
      }
    }
    AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      AudioSystem.write(
          new AudioInputStream(new ByteArrayInputStream(samples.array()), format, frames),
          AudioFileFormat.Type.WAVE,
          out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Chunks by name; their sizes must be those of the file. */
  static Map<String, ByteBuffer> chunks(byte[] file) {
    ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (!text(all, 4).equals("RIFF") || all.getInt() != file.length - 8) {
      throw new AssertionError("the RIFF chunk is not as long as the file");
    }
    if (!text(all, 4).equals("WAVE")) {
      throw new AssertionError("no WAVE");
    }
    Map<String, ByteBuffer> chunks = new LinkedHashMap<>();
    while (all.hasRemaining()) {
      String name = text(all, 4);
      int size = all.getInt();
      chunks.put(name, all.slice(all.position(), size).order(ByteOrder.LITTLE_ENDIAN));
      all.position(all.position() + size + (size % 2));
    }
    return chunks;
  }

  /** Labels of cue points in order, each with its frame, as {@code frame title}. */
  static List<String> cues(byte[] file) {
    Map<String, ByteBuffer> chunks = chunks(file);
    ByteBuffer labels = chunks.get("LIST");
    Map<Integer, String> titles = new LinkedHashMap<>();
    if (!text(labels, 4).equals("adtl")) {
      throw new AssertionError("no adtl");
    }
    while (labels.hasRemaining()) {
      if (!text(labels, 4).equals("labl")) {
        throw new AssertionError("no labl");
      }
      int size = labels.getInt();
      titles.put(labels.getInt(), text(labels, size - 5));
      labels.position(labels.position() + 1 + size % 2);
    }
    ByteBuffer cues = chunks.get("cue ");
    List<String> all = new ArrayList<>();
    int count = cues.getInt();
    for (int i = 0; i < count; i++) {
      int id = cues.getInt();
      int position = cues.getInt();
      if (!text(cues, 4).equals("data") || cues.getLong() != 0 || cues.getInt() != position) {
        throw new AssertionError("cue " + id + " does not name a frame");
      }
      all.add(position + " " + titles.get(id));
    }
    return all;
  }

  /** CHAP frames of the ID3 tag, each as {@code from-to title} in milliseconds. */
  static List<String> id3(byte[] file) {
    ByteBuffer tag = chunks(file).get("id3 ").order(ByteOrder.BIG_ENDIAN);
    if (!text(tag, 3).equals("ID3") || tag.get() != 4) {
      throw new AssertionError("no ID3v2.4");
    }
    tag.position(6);
    if (synchsafe(tag.getInt()) != tag.remaining()) {
      throw new AssertionError("the tag is not as long as it says");
    }
    List<String> all = new ArrayList<>();
    while (tag.hasRemaining()) {
      String name = text(tag, 4);
      int size = synchsafe(tag.getInt());
      tag.getShort();
      ByteBuffer frame = tag.slice(tag.position(), size);
      tag.position(tag.position() + size);
      if (name.equals("CHAP")) {
        while (frame.get() != 0) {
          // the name of the frame, which nobody sees
        }
        int from = frame.getInt();
        int to = frame.getInt();
        frame.getLong();
        String title = text(frame, 4);
        int length = synchsafe(frame.getInt());
        frame.getShort();
        if (!title.equals("TIT2") || frame.get() != 3) {
          throw new AssertionError("no title in UTF-8");
        }
        all.add(from + "-" + to + " " + text(frame, length - 1));
      }
    }
    return all;
  }

  private static int synchsafe(int value) {
    return (value & 0x7F)
        | ((value >> 1) & 0x3F80)
        | ((value >> 2) & 0x1FC000)
        | ((value >> 3) & 0xFE00000);
  }

  private static String text(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
