package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueFile;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.http.HubClient;
import dev.aischeduler.jobs.model.hub.http.HubException;
import dev.aischeduler.jobs.model.hub.http.HubFile;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.jobs.model.hub.transfer.WantedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists a repository and decides which files to fetch. Thread-safe. */
final class PullPlanner {
  private static final int MAX_FILES = 200;
  private static final long MAX_BYTES = 200L << 30;

  private final HubClient hub;
  private final ModelLayouts layouts;

  PullPlanner(HubClient hub, ModelLayouts layouts) {
    this.layouts = layouts;
    this.hub = hub;
  }

  /**
   * The plan for a named model. The files in the catalogue must be those of the hub.
   *
   * @throws DamagedModelException when the hub has something else
   */
  PullPlan named(CatalogueEntry entry, String name, TransferListener listener)
      throws IOException, InterruptedException {
    if (!entry.runs()) {
      throw new ModelNameException(
          entry.name() + " cannot run here: " + String.join(" ", entry.notes()));
    }
    RepositoryRef source = commitOf(entry.source(), listener);
    Map<String, HubFile> listed =
        hub.files(source, entry.folder(), listener::noted).stream()
            .collect(Collectors.toMap(HubFile::path, Function.identity(), (a, b) -> a));
    List<WantedFile> files = new ArrayList<>();
    for (CatalogueFile known : entry.files()) {
      HubFile file = listed.get(known.path());
      if (file == null) {
        throw HubException.permanent("the hub does not have " + known.path() + " in " + source);
      }
      files.add(verified(known, WantedFile.of(file, known.target())));
    }
    return withinLimits(
        new PullPlan(
            name, entry.taskType(), source, entry.licence(), files, entry.generationConfig()));
  }

  /**
   * The plan for any repository.
   *
   * @param include patterns that pick one of several weights; empty when there is one
   */
  PullPlan repository(
      RepositoryRef ref,
      TaskType type,
      String name,
      List<String> include,
      TransferListener listener)
      throws IOException, InterruptedException {
    HubClient.Info info = hub.info(ref, listener::noted);
    listener.noted(ref + ": licence " + info.licence());
    RepositoryRef source = new RepositoryRef(ref.repository(), info.commit());
    List<WantedFile> files =
        new FileSelection(layouts.of(type), include)
            .from(hub.files(source, "", listener::noted), source);
    return withinLimits(new PullPlan(name, type, source, info.licence(), files, null));
  }

  /** A branch can move while its files are fetched; a commit cannot. */
  private RepositoryRef commitOf(RepositoryRef ref, TransferListener listener)
      throws IOException, InterruptedException {
    return ref.pinned()
        ? ref
        : new RepositoryRef(ref.repository(), hub.info(ref, listener::noted).commit());
  }

  private static WantedFile verified(CatalogueFile known, WantedFile file)
      throws DamagedModelException {
    boolean size = known.size() == null || known.size() == file.size();
    boolean sum =
        known.sha256() == null
            || file.sha256() == null
            || Objects.equals(known.sha256(), file.sha256());
    if (!size || !sum) {
      throw new DamagedModelException(
          "the hub's "
              + known.path()
              + " is not the file that the catalogue knows (another size or checksum); use"
              + " another HF_ENDPOINT");
    }
    @Nullable String sha256 = known.sha256();
    return sha256 == null ? file : file.withSha256(sha256);
  }

  private static PullPlan withinLimits(PullPlan plan) throws HubException {
    boolean sizes = plan.files().stream().allMatch(file -> file.size() >= 0);
    if (!sizes || plan.files().size() > MAX_FILES || plan.bytes() > MAX_BYTES) {
      throw HubException.permanent(
          plan.source()
              + " has "
              + plan.files().size()
              + " files of unknown size or more than "
              + (MAX_BYTES >> 30)
              + " GiB; this is beyond the limits of a model");
    }
    return plan;
  }
}
