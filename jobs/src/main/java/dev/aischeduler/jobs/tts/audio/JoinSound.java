package dev.aischeduler.jobs.tts.audio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.workflow.step.StepAction;
import dev.aischeduler.engine.workflow.step.StepContext;
import dev.aischeduler.engine.workflow.step.StepFailedException;
import dev.aischeduler.engine.workflow.template.Template;
import dev.aischeduler.engine.workflow.template.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A step of a workflow that joins the sounds of earlier steps to one WAV file, with silence
 * between, and chapters if it is told their titles. The samples are copied while they are read, so
 * memory does not grow with their length. Thread-safe.
 */
public final class JoinSound implements StepAction {
  private static final String SOUNDS = "sounds";
  private static final String TITLES = "titles";
  private static final String GAP = "gap_ms";
  private static final String CHAPTER_GAP = "chapter_gap_ms";
  private static final List<String> FIELDS = List.of(SOUNDS, TITLES, GAP, CHAPTER_GAP);

  @Override
  public String name() {
    return "join_sound";
  }

  @Override
  public void check(Template settings, String path, BiConsumer<String, String> problems) {
    Map<String, Template> members = settings.asMembers();
    for (String field : members.keySet()) {
      if (!FIELDS.contains(field)) {
        problems.accept(
            path + "." + field,
            "unknown field"
                + Suggestion.phrase(field, FIELDS)
                + "; allowed: "
                + String.join(", ", FIELDS));
      }
    }
    if (!members.containsKey(SOUNDS)) {
      problems.accept(path + "." + SOUNDS, "is missing; name the steps that made the sounds");
    }
    mayBe(ValueType.NUMBER, members.get(GAP), path + "." + GAP, "must be a number", problems);
    mayBe(
        ValueType.NUMBER,
        members.get(CHAPTER_GAP),
        path + "." + CHAPTER_GAP,
        "must be a number",
        problems);
    mayBe(
        ValueType.LIST,
        members.get(TITLES),
        path + "." + TITLES,
        "must be a list of texts, one for each sound",
        problems);
  }

  private static void mayBe(
      ValueType type,
      @Nullable Template value,
      String path,
      String problem,
      BiConsumer<String, String> problems) {
    if (value != null && !value.type(name -> ValueType.ANY).mayBe(type)) {
      problems.accept(path, problem);
    }
  }

  @Override
  public ObjectNode run(JsonNode settings, StepContext context) throws IOException {
    int gapMs = gap(settings, GAP, Gaps.DEFAULT_MS);
    int chapterGapMs = gap(settings, CHAPTER_GAP, gapMs);
    List<Artifact> artifacts = context.artifacts(settings.path(SOUNDS), "audio/");
    if (artifacts.isEmpty()) {
      throw new StepFailedException("there is no sound to join");
    }
    List<@Nullable String> titles = titles(settings.path(TITLES), artifacts.size());
    ChapterTitles begins = new ChapterTitles();
    List<JoinedTrack.Sound> sounds = new ArrayList<>();
    for (int i = 0; i < artifacts.size(); i++) {
      context.checkStopped();
      sounds.add(
          new JoinedTrack.Sound(header(artifacts.get(i), context), begins.next(titles.get(i))));
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    JoinedTrack track;
    try {
      track = JoinedTrack.of(sounds, gapMs, chapterGapMs);
      try (InputStream joined =
          new JoinedSound(
              track,
              sound -> {
                context.checkStopped();
                return context.open(artifacts.get(sound));
              })) {
        JsonNode artifact = context.store(".wav", "audio/wav", joined);
        result.set("artifact", artifact);
        result.putArray("artifacts").add(artifact);
      }
    } catch (JoinedTrack.UnlikeException e) {
      throw new StepFailedException("the sounds differ: " + e.getMessage());
    } catch (JoinedSound.TooLongException e) {
      throw new StepFailedException(String.valueOf(e.getMessage()));
    }
    return described(track, result);
  }

  private static ObjectNode described(JoinedTrack track, ObjectNode result) {
    ArrayNode parts = result.putArray("parts");
    for (int i = 0; i < track.count(); i++) {
      double from = track.rounded(track.from(i));
      double length = track.rounded(track.to(i) - track.from(i));
      parts.addObject().put("start_s", from).put("duration_s", length);
    }
    ArrayNode chapters = result.putArray("chapters");
    for (Chapter chapter : track.chapters()) {
      chapters
          .addObject()
          .put("title", chapter.title())
          .put("start_s", track.rounded(chapter.from()));
    }
    return result
        .put("duration_s", track.rounded(track.frames()))
        .put("sample_rate", track.sampleRate());
  }

  private static int gap(JsonNode settings, String field, int otherwise) {
    JsonNode value = settings.path(field);
    int gap = value.isMissingNode() ? otherwise : value.asInt(-1);
    if (gap < 0 || gap > Gaps.MAX_MS) {
      throw new StepFailedException(field + " must be a number from 0 to " + Gaps.MAX_MS);
    }
    return gap;
  }

  /** One for each sound; null where it is told none. */
  private static List<@Nullable String> titles(JsonNode value, int count) {
    if (!value.isMissingNode() && (!value.isArray() || value.size() != count)) {
      throw new StepFailedException(
          "titles must be a list of "
              + count
              + " texts, one for each sound; an empty text begins no chapter");
    }
    List<@Nullable String> titles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode title = value.path(i);
      // a result stands for its text
      String text = title.path("text").asText(title.isValueNode() ? title.asText("") : "");
      titles.add(text.isBlank() ? null : text);
    }
    return titles;
  }

  private static WavFile header(Artifact sound, StepContext context) throws IOException {
    try (InputStream in = context.open(sound)) {
      return WavFile.readHeader(in);
    } catch (WavFile.NotWavException e) {
      throw new StepFailedException(
          sound.name()
              + " "
              + e.getMessage()
              + "; only WAV is joined, which is what speech without a format is");
    }
  }
}
