package dev.aischeduler.web.page.job;

import dev.aischeduler.web.api.view.ArtifactView;
import dev.aischeduler.web.api.view.TaskView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One job in detail.
 *
 * @param timeline its changes of state, oldest first
 * @param earlier changes that are left out at the beginning of the timeline
 * @param run the run that it is part of, or null
 * @param schedule name of the schedule that submitted it, or null
 * @param text the answer of a job that made text, or null
 * @param curl command that submits it once more; null when its type has no endpoint here
 * @param path of its result in full
 * @param remedy key of the text that says what to do about its error, or null
 */
public record JobView(
    TaskView task,
    List<Change> timeline,
    int earlier,
    @Nullable Link run,
    @Nullable String schedule,
    @Nullable String text,
    Document request,
    Document result,
    @Nullable String curl,
    String path,
    @Nullable String remedy) {
  private static final Set<String> WAITING = Set.of("scheduled", "queued");
  private static final Set<String> RETRIABLE = Set.of("failed", "cancelled");

  /** A page that belongs to the job. */
  public record Link(String text, String path) {}

  /**
   * A document for people.
   *
   * @param text of at most some thousand characters
   * @param cut whether there is more of it
   */
  public record Document(String text, boolean cut) {}

  /** Whether it waits. */
  public boolean waits() {
    return WAITING.contains(task.status());
  }

  /** Whether it can be cancelled: it has not ended. */
  public boolean open() {
    return waits() || task.status().equals("running");
  }

  /** Whether it can run again. */
  public boolean retriable() {
    return RETRIABLE.contains(task.status());
  }

  /** Its pictures. */
  public List<ArtifactView> pictures() {
    return ofKind("image/");
  }

  /** Its sounds. */
  public List<ArtifactView> sounds() {
    return ofKind("audio/");
  }

  /** Captions that a browser shows with a sound, or null. */
  public @Nullable ArtifactView captions() {
    return ofKind("text/vtt").stream().findFirst().orElse(null);
  }

  private List<ArtifactView> ofKind(String start) {
    return task.artifacts().stream().filter(one -> one.mediaType().startsWith(start)).toList();
  }
}
