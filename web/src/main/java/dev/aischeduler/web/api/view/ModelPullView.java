package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.system.SystemJob;
import dev.aischeduler.jobs.model.hub.PullRequest;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pull that was taken.
 *
 * @param name that the model is installed under
 * @param licence of the weights; null for a repository, whose licence the finished job tells
 * @param bytes of all files, about; null when they are not known yet
 * @param notes what to know about the model
 */
public record ModelPullView(
    String name,
    @Nullable String licence,
    @Nullable Long bytes,
    List<String> notes,
    SystemJobView systemJob) {

  /** The view of a pull. */
  public static ModelPullView of(PullRequest request, SystemJob job) {
    Optional<CatalogueEntry> entry = request.entry();
    return new ModelPullView(
        request.target(),
        entry.map(CatalogueEntry::licence).orElse(null),
        entry.map(CatalogueEntry::bytes).orElse(null),
        entry.map(CatalogueEntry::notes).orElse(List.of()),
        SystemJobView.of(job));
  }
}
