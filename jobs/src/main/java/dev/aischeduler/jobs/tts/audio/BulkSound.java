package dev.aischeduler.jobs.tts.audio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.engine.bulkrun.results.ResultRow;
import dev.aischeduler.engine.bulkrun.results.ResultRows;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.jobs.tts.caption.CaptionFormat;
import dev.aischeduler.jobs.tts.caption.Clause;
import dev.aischeduler.jobs.tts.caption.Cue;
import dev.aischeduler.jobs.tts.caption.CueMaker;
import dev.aischeduler.jobs.tts.caption.VttReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sounds of a bulk run's succeeded items as one, in the order of the manifest, with chapters
 * and captions. Chapters are named by the field {@code title} of the items' requests; when no item
 * has one, each item is a chapter, named by the start of its text. Holds a few hundred bytes for
 * each sound, and no samples. Immutable.
 */
public final class BulkSound {
  /** Sounds of one file. */
  public static final int MOST_SOUNDS = 10_000;

  private static final int TITLE_OF_TEXT = 60;

  /** What is kept of a text without captions of its own. */
  private static final int MOST_TEXT = 2000;

  private final ResultRows rows;
  private final List<Spoken> spoken;
  private final JoinedTrack track;
  private final @Nullable Integer next;

  /**
   * What of a run's sounds is joined, and how.
   *
   * @param gapMs milliseconds of silence between two sounds
   * @param chapterGapMs the same before a chapter
   * @param after only items with a larger number
   * @param limit sounds at most, 1 to {@link #MOST_SOUNDS}
   */
  public record Options(int gapMs, int chapterGapMs, int after, int limit) {}

  /** A sound and where its words are. */
  private record Spoken(
      int item, @Nullable String key, Artifact sound, @Nullable Artifact captions, String text) {}

  /** A sound, the title that it was given, and the start of its text. */
  private record Found(Spoken spoken, WavFile file, @Nullable String title, String start) {}

  private BulkSound(
      ResultRows rows, List<Spoken> spoken, JoinedTrack track, @Nullable Integer next) {
    this.rows = rows;
    this.spoken = spoken;
    this.track = track;
    this.next = next;
  }

  /**
   * Looks at the sounds of a run.
   *
   * @return null when it has made none
   * @throws ConflictException when they cannot be joined on this node
   */
  public static @Nullable BulkSound of(ResultRows rows, UUID run, Options options) {
    List<Found> found = new ArrayList<>();
    int after = options.after();
    boolean more = true;
    while (more && found.size() < options.limit()) {
      List<ResultRow> page = rows.page(run, ItemState.SUCCEEDED, after, ResultRows.PAGE);
      more = page.size() == ResultRows.PAGE;
      for (ResultRow row : page) {
        if (found.size() == options.limit()) {
          more = true;
          break;
        }
        after = row.item().item();
        find(rows, row, found);
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    try {
      JoinedTrack track =
          JoinedTrack.of(withTitles(found), options.gapMs(), options.chapterGapMs());
      List<Spoken> spoken = found.stream().map(Found::spoken).toList();
      return new BulkSound(rows, spoken, track, more ? after : null);
    } catch (JoinedTrack.UnlikeException e) {
      throw new ConflictException("the sounds of the run cannot be joined: " + e.getMessage());
    }
  }

  private static void find(ResultRows rows, ResultRow row, List<Found> found) {
    Job job = row.job();
    Artifact sound = first(row, "audio/");
    if (job == null || sound == null) {
      return;
    }
    JsonNode request = request(job);
    String title = request.path("title").asText("");
    String text = request.path("text").asText("");
    Artifact captions = first(row, CaptionFormat.VTT.mediaType());
    Spoken spoken =
        new Spoken(
            row.item().item(),
            row.item().label(),
            sound,
            captions,
            captions == null ? ChapterTitles.line(text, MOST_TEXT) : "");
    String start = ChapterTitles.line(text, TITLE_OF_TEXT);
    try (InputStream in = rows.artifacts().open(sound)) {
      found.add(new Found(spoken, WavFile.readHeader(in), title.isBlank() ? null : title, start));
    } catch (WavFile.NotWavException e) {
      throw new ConflictException(
          "the sound of item "
              + spoken.item()
              + " "
              + e.getMessage()
              + "; only WAV is joined, which is what speech without a format is");
    } catch (ArtifactContentException e) {
      if (!e.isMissing()) {
        throw e;
      }
      throw new ConflictException(
          "the sound of item "
              + spoken.item()
              + " is not on this node; for every node to have it, set artifacts.store to database or s3");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Artifact first(ResultRow row, String mediaType) {
    return row.artifacts().stream()
        .filter(artifact -> artifact.mediaType().startsWith(mediaType))
        .findFirst()
        .orElse(null);
  }

  private static JsonNode request(Job job) {
    try {
      return Json.mapper().readTree(job.request());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the request of job " + job.id() + " cannot be read", e);
    }
  }

  private static List<JoinedTrack.Sound> withTitles(List<Found> found) {
    boolean titled = found.stream().anyMatch(each -> each.title() != null);
    ChapterTitles begins = new ChapterTitles();
    List<JoinedTrack.Sound> sounds = new ArrayList<>();
    for (Found each : found) {
      String ofText = each.start();
      String title;
      if (!titled) {
        title = ofText.isEmpty() ? "…" : ofText;
      } else {
        // nothing may lie before the first chapter
        boolean nameless = sounds.isEmpty() && each.title() == null;
        title = begins.next(nameless ? ofText : each.title());
      }
      sounds.add(new JoinedTrack.Sound(each.file(), title));
    }
    return sounds;
  }

  /** Number of the last item, when there may be sounds of items behind it; else null. */
  public @Nullable Integer next() {
    return next;
  }

  /**
   * The sound as a WAV file, made while it is read.
   *
   * @throws ConflictException when it would be larger than 2 GiB
   */
  public JoinedSound wav() {
    try {
      return new JoinedSound(track, sound -> rows.artifacts().open(spoken.get(sound).sound()));
    } catch (JoinedSound.TooLongException e) {
      throw new ConflictException(
          "the sound is longer than 2 GiB; ask for fewer items with limit, and for the next ones"
              + " with after");
    }
  }

  /** What is said when, as a file of captions. */
  public String captions(CaptionFormat format) {
    List<Cue> cues = new ArrayList<>();
    for (int i = 0; i < spoken.size(); i++) {
      long shift = ms(track.from(i));
      for (Cue cue : cues(i)) {
        cues.add(new Cue(shift + cue.fromMs(), shift + cue.toMs(), cue.text()));
      }
    }
    return format.write(cues);
  }

  /** From the start of the sound. */
  private List<Cue> cues(int sound) {
    Spoken of = spoken.get(sound);
    Artifact captions = of.captions();
    if (captions == null) {
      double seconds = track.seconds(track.to(sound) - track.from(sound));
      return new CueMaker().cues(List.of(new Clause(0, seconds, of.text(), true)));
    }
    try (Reader in =
        new InputStreamReader(rows.artifacts().open(captions), StandardCharsets.UTF_8)) {
      return VttReader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chapters as WebVTT, which players on pages take. */
  public String chapters() {
    return CaptionFormat.VTT.write(
        track.chapters().stream()
            .map(chapter -> new Cue(ms(chapter.from()), ms(chapter.to()), chapter.title()))
            .toList());
  }

  /** Chapters and sounds with their times. */
  public ObjectNode toJson() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("duration_s", track.rounded(track.frames())).put("sample_rate", track.sampleRate());
    ArrayNode chapters = all.putArray("chapters");
    for (Chapter chapter : track.chapters()) {
      chapters
          .addObject()
          .put("title", chapter.title())
          .put("item", spoken.get(chapter.sound()).item())
          .put("start_s", track.rounded(chapter.from()))
          .put("end_s", track.rounded(chapter.to()));
    }
    ArrayNode sounds = all.putArray("sounds");
    for (int i = 0; i < spoken.size(); i++) {
      sounds
          .addObject()
          .put("item", spoken.get(i).item())
          .put("item_key", spoken.get(i).key())
          .put("start_s", track.rounded(track.from(i)))
          .put("end_s", track.rounded(track.to(i)));
    }
    return all.put("next", next);
  }

  private long ms(long frame) {
    return Math.round(track.seconds(frame) * 1000);
  }
}
