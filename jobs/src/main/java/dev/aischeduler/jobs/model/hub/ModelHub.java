package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.ModelVerifier;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import dev.aischeduler.jobs.model.hub.http.HubClient;
import dev.aischeduler.jobs.model.hub.http.HubException;
import dev.aischeduler.jobs.model.hub.http.HubHttp;
import dev.aischeduler.jobs.model.hub.http.Retry;
import dev.aischeduler.jobs.model.hub.transfer.DiskSpace;
import dev.aischeduler.jobs.model.hub.transfer.FileTransfer;
import dev.aischeduler.jobs.model.hub.transfer.Staging;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Installs, checks and removes models in one folder. Nothing that fails leaves a model behind, and
 * an interrupted pull resumes where it ended. Thread-safe, also against other processes.
 */
public final class ModelHub {
  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path models;
  private final ModelLayouts layouts;
  private final PullPlanner planner;
  private final ModelPuller puller;
  private final ModelImporter importer;

  /**
   * A hub over the network.
   *
   * @param address of the hub, http or https
   * @param token for private repositories; empty for none
   * @param models folder of installed models; made when missing
   * @param layouts of the task types whose models can be installed
   * @throws IllegalArgumentException when the address is none
   */
  public static ModelHub of(
      String address, String token, Path models, ModelLayouts layouts, Clock clock) {
    URI endpoint = endpoint(address);
    return new ModelHub(
        endpoint,
        new HubHttp(endpoint, token, PATIENCE),
        new Retry(ATTEMPTS, time -> Thread.sleep(time.toMillis())),
        models,
        layouts,
        folder -> Files.getFileStore(folder).getUsableSpace(),
        clock);
  }

  private static URI endpoint(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the hub's address '" + address + "' is not an address: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "the hub's address '" + address + "' must look like https://huggingface.co");
  }

  /** With every part given. */
  ModelHub(
      URI endpoint,
      HubHttp http,
      Retry retry,
      Path models,
      ModelLayouts layouts,
      DiskSpace disk,
      Clock clock) {
    HubClient hub = new HubClient(endpoint, http, retry);
    this.models = models;
    this.layouts = layouts;
    this.planner = new PullPlanner(hub, layouts);
    this.puller = new ModelPuller(hub, new FileTransfer(http, retry), layouts, disk, clock);
    this.importer = new ModelImporter(layouts, disk, clock);
  }

  /**
   * Installs a model of the catalogue.
   *
   * @param name of the folder, and so its engine name
   * @return what was installed
   * @throws HubException when the hub refuses or cannot be reached
   * @throws DamagedModelException when a file is not the expected one
   * @throws UnsafeFileException when it holds a file that is not allowed
   * @throws ModelNameException when the name is invalid, installed already or being installed
   */
  public Manifest pull(CatalogueEntry entry, String name, TransferListener listener)
      throws IOException, InterruptedException {
    try (Staging staging = openStaging(name)) {
      return puller.pull(planner.named(entry, name, listener), staging, listener);
    }
  }

  /**
   * Installs any repository's model, as {@link #pull(CatalogueEntry, String, TransferListener)}.
   *
   * @param include patterns that pick one of several weights; empty when there is one
   */
  public Manifest pull(
      RepositoryRef ref,
      TaskType type,
      String name,
      List<String> include,
      TransferListener listener)
      throws IOException, InterruptedException {
    try (Staging staging = openStaging(name)) {
      return puller.pull(planner.repository(ref, type, name, include, listener), staging, listener);
    }
  }

  /**
   * Installs a folder of this machine.
   *
   * @throws IOException also when the folder is no usable model
   * @throws ModelNameException when the name is invalid, installed already or being installed
   */
  public Manifest importFolder(Path folder, String name, TransferListener listener)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ModelNameException(folder + " is no folder");
    }
    try (Staging staging = openStaging(name)) {
      return importer.importFolder(folder, name, staging, listener);
    }
  }

  /**
   * Checks an installed model against its manifest, or only its layout when it has none.
   *
   * @return what is wrong, a sentence each; empty when nothing is
   * @throws ModelNameException when it is not installed
   */
  public List<String> problems(String name) throws IOException {
    return ModelVerifier.problems(installed(name), layouts);
  }

  /**
   * Opens each graph of an installed model.
   *
   * @throws DamagedModelException when one cannot be opened
   */
  public void openGraphs(String name, OnnxRuntime runtime) throws IOException {
    ModelVerifier.openGraphs(installed(name), runtime);
  }

  /** The manifest of an installed model; empty when it was put there by hand. */
  public Optional<Manifest> manifest(String name) throws IOException {
    return Manifest.read(installed(name));
  }

  /**
   * Removes an installed model. The caller checks whether it is in use.
   *
   * @throws ModelNameException when it is not installed
   */
  public void remove(String name) throws IOException {
    installed(name);
    try (Staging staging = Staging.open(models, name)) {
      staging.retract();
    }
  }

  /** The task types whose models can be installed. */
  public ModelLayouts layouts() {
    return layouts;
  }

  /** Whether a model of this name is installed. */
  public boolean isInstalled(String name) {
    return Files.isDirectory(models.resolve(checked(name)));
  }

  private Path installed(String name) {
    if (!isInstalled(name)) {
      throw new ModelNameException(
          "no model '"
              + name
              + "' is installed in "
              + models.toAbsolutePath()
              + "; see ai_scheduler models list");
    }
    return models.resolve(name);
  }

  private Staging openStaging(String name) throws IOException {
    checked(name);
    Staging staging = Staging.open(models, name);
    if (Files.exists(staging.destination())) {
      staging.close();
      throw new ModelNameException(
          "a model '"
              + name
              + "' is installed already; choose another name, or remove it with: ai_scheduler"
              + " models remove "
              + name);
    }
    return staging;
  }

  private static String checked(String name) {
    if (!ModelCatalogue.isName(name)) {
      throw new ModelNameException(
          "'"
              + name
              + "' is not a valid model name: letters, digits, dots, dashes and underscores, at most"
              + " 64");
    }
    return name;
  }
}
