package dev.aischeduler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Measures the joined sound of a bulk run, with Java's own library and the chunks of the file. */
record AudioBook(Http http, String run) {
  private static final int HEADER = 44;

  private static AudioInputStream open(byte[] wav) throws IOException {
    try {
      return AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav));
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(e);
    }
  }

  static int rate(byte[] wav) throws IOException {
    try (AudioInputStream sound = open(wav)) {
      return (int) sound.getFormat().getSampleRate();
    }
  }

  static int frames(byte[] wav) throws IOException {
    try (AudioInputStream sound = open(wav)) {
      return (int) sound.getFrameLength();
    }
  }

  /** Frames of the sounds of a zip of results, in the order of their names. */
  List<Integer> framesOfLines(Path zip) throws IOException {
    List<Integer> frames = new ArrayList<>();
    try (ZipFile files = new ZipFile(zip.toFile())) {
      for (ZipEntry entry :
          files.stream()
              .filter(e -> e.getName().endsWith(".wav"))
              .sorted((a, b) -> a.getName().compareTo(b.getName()))
              .toList()) {
        try (InputStream in = files.getInputStream(entry)) {
          frames.add(frames(in.readAllBytes()));
        }
      }
    }
    return frames;
  }

  /** Loudest sample of some frames of a mono file. */
  static int loudest(byte[] wav, int from, int to) {
    ByteBuffer samples = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    int loudest = 0;
    for (int i = from; i < to; i++) {
      loudest = Math.max(loudest, Math.abs(samples.getShort(HEADER + 2 * i)));
    }
    return loudest;
  }

  /** Cue points behind the sound, each as {@code frame title}. */
  static List<String> cues(byte[] wav) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(all.getInt(4)).isEqualTo(wav.length - 8);
    all.position(HEADER + 2 * frames(wav));
    List<Integer> places = new ArrayList<>();
    Map<Integer, String> titles = new HashMap<>();
    while (all.hasRemaining()) {
      String name = text(all, 4);
      int size = all.getInt();
      int end = all.position() + size + size % 2;
      if (name.equals("cue ")) {
        int count = all.getInt();
        for (int i = 0; i < count; i++) {
          places.add(all.getInt(all.position() + 24 * i + 20));
        }
      } else if (name.equals("LIST")) {
        all.getInt();
        while (all.position() < end) {
          all.getInt();
          int length = all.getInt();
          titles.put(all.getInt(), text(all, length - 5));
          all.position(all.position() + 1 + length % 2);
        }
      }
      all.position(end);
    }
    List<String> cues = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      cues.add(places.get(i) + " " + titles.get(i));
    }
    return cues;
  }

  private static String text(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Each caption lies within a sound, and the chapters cover the whole. */
  void checkTimes(String captions, double seconds) {
    JsonNode chapters =
        http.get("/api/v1/bulk/" + run + "/chapters.json?gap_ms=600&chapter_gap_ms=1500").json();
    assertThat(chapters.path("duration_s").asDouble()).isCloseTo(seconds, within(0.001));
    assertThat(chapters.path("chapters")).hasSize(4);
    assertThat(chapters.path("chapters").get(3).path("end_s").asDouble())
        .isEqualTo(chapters.path("duration_s").asDouble());
    assertThat(chapters.path("sounds")).hasSize(8);
    Matcher times =
        Pattern.compile(
                "(\\d\\d):(\\d\\d):(\\d\\d\\.\\d{3}) --> (\\d\\d):(\\d\\d):(\\d\\d\\.\\d{3})")
            .matcher(captions);
    int cues = 0;
    while (times.find()) {
      double from = seconds(times, 1);
      double to = seconds(times, 4);
      assertThat(chapters.path("sounds"))
          .anyMatch(
              sound ->
                  sound.path("start_s").asDouble() <= from + 0.002
                      && to <= sound.path("end_s").asDouble() + 0.002);
      cues++;
    }
    assertThat(cues).isGreaterThanOrEqualTo(8);
  }

  private static double seconds(Matcher times, int group) {
    return 3600 * Double.parseDouble(times.group(group))
        + 60 * Double.parseDouble(times.group(group + 1))
        + Double.parseDouble(times.group(group + 2));
  }
}
