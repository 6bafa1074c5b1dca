package dev.aischeduler.jobs.tts.audio;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * A step of a workflow that joins the sounds of earlier steps to one WAV file, with silence
 * between. The samples are copied while they are read, so memory does not grow with their length.
 * Thread-safe.
 */
public final class JoinSound implements StepAction {
  private static final List<String> FIELDS = List.of("sounds", "gap_ms");
  private static final int MAX_GAP_MS = 60_000;

  /** Many players take the size in a WAV file as a signed number. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 44L;

  private static final int DEFAULT_GAP_MS = 250;

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
    if (!members.containsKey("sounds")) {
      problems.accept(path + ".sounds", "is missing; name the steps that made the sounds");
    }
    Template gap = members.get("gap_ms");
    if (gap != null && !gap.type(name -> ValueType.ANY).mayBe(ValueType.NUMBER)) {
      problems.accept(path + ".gap_ms", "must be a number");
    }
  }

  @Override
  public ObjectNode run(JsonNode settings, StepContext context) throws IOException {
    JsonNode gap = settings.path("gap_ms");
    int gapMs = gap.isMissingNode() ? DEFAULT_GAP_MS : gap.asInt(-1);
    if (gapMs < 0 || gapMs > MAX_GAP_MS) {
      throw new StepFailedException("gap_ms must be a number from 0 to " + MAX_GAP_MS);
    }
    List<Artifact> sounds = context.artifacts(settings.path("sounds"), "audio/");
    if (sounds.isEmpty()) {
      throw new StepFailedException("there is no sound to join");
    }
    List<WavFile> files = new ArrayList<>();
    for (Artifact sound : sounds) {
      context.checkStopped();
      files.add(header(sound, files, context));
    }
    WavFile first = files.get(0);
    long silence = (long) first.sampleRate() * gapMs / 1000 * first.frameBytes();
    long bytes = silence * (files.size() - 1L);
    for (WavFile file : files) {
      bytes += file.dataBytes();
    }
    if (bytes > MAX_BYTES) {
      throw new StepFailedException("the sound is longer than 2 GiB; join fewer");
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    try (InputStream joined = new JoinedSound(sounds, first.header(bytes), silence, context)) {
      JsonNode artifact = context.store(".wav", "audio/wav", joined);
      result.set("artifact", artifact);
      result.putArray("artifacts").add(artifact);
    }
    double at = 0;
    var parts = result.putArray("parts");
    for (WavFile file : files) {
      parts.addObject().put("start_s", rounded(at)).put("duration_s", rounded(file.seconds()));
      at += file.seconds() + gapMs / 1000.0;
    }
    return result.put(
        "duration_s", rounded((double) bytes / first.frameBytes() / first.sampleRate()));
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  private static WavFile header(Artifact sound, List<WavFile> before, StepContext context)
      throws IOException {
    try (InputStream in = context.open(sound)) {
      WavFile file = WavFile.readHeader(in);
      if (!before.isEmpty() && !file.fits(before.get(0))) {
        throw new StepFailedException(
            "the sounds differ: "
                + before.get(0).sampleRate()
                + " Hz and "
                + file.sampleRate()
                + " Hz; use voices of one sample rate");
      }
      return file;
    } catch (WavFile.NotWavException e) {
      throw new StepFailedException(sound.name() + " " + e.getMessage() + "; only WAV is joined");
    }
  }
}
