package dev.aischeduler.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.StoredContent;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.run.RunContext;
import dev.aischeduler.engine.workflow.step.StepContext;
import dev.aischeduler.engine.workflow.step.StepFailedException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Artifacts of a run and of its jobs, as steps name them. Confined to one thread. */
final class RunArtifacts {
  /** Artifacts that one value may name. */
  private static final int MOST = 10_000;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final UUID run;
  private final JobStore jobs;
  private final ArtifactStore artifacts;
  private final Clock clock;

  RunArtifacts(UUID run, JobStore jobs, ArtifactStore artifacts, Clock clock) {
    this.run = run;
    this.jobs = jobs;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /** How a value names an artifact: of the run by {@code run_id}, of a job by {@code task_id}. */
  static ObjectNode describe(Artifact artifact, boolean ofRun) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(ofRun ? "run_id" : "task_id", artifact.jobId().toString())
        .put("name", artifact.name())
        .put("media_type", artifact.mediaType())
        .put("size", artifact.size());
  }

  /** Whether a value names an artifact. */
  static boolean isArtifact(JsonNode value) {
    return value.path("name").isTextual()
        && value.path("media_type").isTextual()
        && (value.path("task_id").isTextual() || value.path("run_id").isTextual());
  }

  /** The artifact that a value names; empty when it is none of this run. */
  Optional<Artifact> find(JsonNode value) {
    boolean ofRun = value.path("run_id").isTextual();
    String id = value.path(ofRun ? "run_id" : "task_id").asText();
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    UUID owner = UUID.fromString(id);
    // a value may come from a user, who must not reach the results of others through it
    boolean ours =
        owner.equals(run) || jobs.find(owner).map(Job::runId).filter(run::equals).isPresent();
    return ours ? artifacts.find(owner, value.path("name").asText()) : Optional.empty();
  }

  /** Stores an artifact of the run, in place of an earlier one of its name. */
  Artifact store(String name, String mediaType, InputStream content) {
    StoredContent stored = artifacts.content().put(content);
    return link(name, mediaType, stored.size(), stored.sha256());
  }

  /** Gives the run an artifact whose content is stored. */
  Artifact link(String name, String mediaType, long size, String sha256) {
    Artifact artifact = new Artifact(run, name, mediaType, size, sha256, clock.instant());
    artifacts.replace(artifact);
    return artifact;
  }

  /** What a step that is no job may use. */
  StepContext context(String step, RunContext turn) {
    return new StepContext() {
      @Override
      public String step() {
        return step;
      }

      @Override
      public List<Artifact> artifacts(JsonNode value, String mediaType) {
        List<Artifact> named = new ArrayList<>();
        collect(value, mediaType, named);
        return named;
      }

      @Override
      public InputStream open(Artifact artifact) {
        return opened(artifact);
      }

      @Override
      public JsonNode store(String extension, String mediaType, InputStream content) {
        return describe(RunArtifacts.this.store(step + extension, mediaType, content), true);
      }

      @Override
      public JsonNode keep(String extension, Artifact artifact) {
        return describe(
            link(step + extension, artifact.mediaType(), artifact.size(), artifact.sha256()), true);
      }

      @Override
      public void checkStopped() {
        turn.checkStopped();
      }
    };
  }

  private InputStream opened(Artifact artifact) {
    try {
      return artifacts.open(artifact);
    } catch (ArtifactContentException e) {
      if (!e.isMissing()) {
        throw e;
      }
      throw new StepFailedException(
          artifact.name()
              + " is not on this node; for every node to have it, set artifacts.store to database or s3");
    }
  }

  private void collect(JsonNode value, String mediaType, List<Artifact> named) {
    if (named.size() > MOST) {
      throw new StepFailedException("more than " + MOST + " artifacts are named; name fewer");
    }
    if (value.isArray()) {
      value.forEach(each -> collect(each, mediaType, named));
      return;
    }
    JsonNode wanted = isArtifact(value) ? value : first(value.path("artifacts"), mediaType);
    Artifact artifact = wanted == null ? null : find(wanted).orElse(null);
    if (artifact == null || !artifact.mediaType().startsWith(mediaType)) {
      throw new StepFailedException(
          "needs the result of a step that made "
              + mediaType
              + "…, such as {{ step }} or {{ step.artifact }}, but gets "
              + shown(value));
    }
    named.add(artifact);
  }

  private static @Nullable JsonNode first(JsonNode artifacts, String mediaType) {
    for (JsonNode each : artifacts) {
      if (each.path("media_type").asText().startsWith(mediaType)) {
        return each;
      }
    }
    return null;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
