package dev.aischeduler.web.page.gallery;

import dev.aischeduler.web.api.view.ArtifactView;
import dev.aischeduler.web.api.view.TaskSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures or sounds.
 *
 * @param kind which of them
 * @param items newest first
 * @param first address of the first page; null on it
 * @param older address of the page after this one; null at the end
 */
public record GalleryView(
    Kind kind, List<Item> items, @Nullable String first, @Nullable String older) {

  /** What the gallery shows at once. */
  public enum Kind {
    /** Pictures. */
    PICTURES("pictures", "image", "image/"),
    /** Sounds. */
    SOUNDS("sounds", "tts", "audio/");

    private final String wireName;
    private final String type;
    private final String media;

    Kind(String wireName, String type, String media) {
      this.wireName = wireName;
      this.type = type;
      this.media = media;
    }

    /** Its name in the address. */
    public String wireName() {
      return wireName;
    }

    /** Task type whose jobs make it. */
    String type() {
      return type;
    }

    /** Whether an artifact is of this kind. */
    boolean has(ArtifactView artifact) {
      return artifact.mediaType().startsWith(media);
    }
  }

  /** What one job made. */
  public record Item(TaskSummary task, List<ArtifactView> artifacts) {}
}
