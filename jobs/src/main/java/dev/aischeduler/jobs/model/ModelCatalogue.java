package dev.aischeduler.jobs.model;

import dev.aischeduler.config.TaskType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Resolves engine names to folders of weights: an installed model first, else the miniature. */
public final class ModelCatalogue {
  private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path installed;
  private final Path miniatures;
  private final boolean requireInstalled;

  /**
   * A catalogue over two folders.
   *
   * @param installed folder of installed models, one sub-folder each; may be missing
   * @param miniatures folder of the shipped miniatures {@code llm-mini, tts-mini, image-mini}
   * @param requireInstalled true forbids miniatures in place of models that are not installed
   */
  public ModelCatalogue(Path installed, Path miniatures, boolean requireInstalled) {
    this.installed = installed;
    this.miniatures = miniatures;
    this.requireInstalled = requireInstalled;
  }

  /** Whether a name can be that of an installed model, and so an engine name. */
  public static boolean isName(String name) {
    return SAFE_NAME.matcher(name).matches();
  }

  /**
   * The folder for an engine name.
   *
   * @throws ModelNotInstalledException when the name is no folder name, or the model is not
   *     installed and no miniature is allowed
   */
  public ModelFolder resolve(TaskType type, String engine) {
    String miniature = type.wireName() + "-mini";
    if (!isName(engine)) {
      throw new ModelNotInstalledException(
          "engine name '"
              + engine
              + "' must be letters, digits, dots, dashes; at most 64 characters");
    }
    Path folder = installed.resolve(engine);
    if (Files.isDirectory(folder)) {
      return new ModelFolder(engine, engine, folder, false);
    }
    if (requireInstalled && !engine.equals(miniature)) {
      throw new ModelNotInstalledException(
          "model '"
              + engine
              + "' is not installed in "
              + installed.toAbsolutePath()
              + "; install it there or set engines.require_installed to false");
    }
    return new ModelFolder(miniature, engine, miniatures.resolve(miniature), true);
  }

  /**
   * The folder for the configured engine of a task type; if it is not installed, the path where it
   * would be, so that the node starts and the status of the lane says what is missing.
   */
  public ModelFolder configured(TaskType type, String engine) {
    try {
      return resolve(type, engine);
    } catch (ModelNotInstalledException e) {
      return new ModelFolder(engine, engine, installed.resolve(engine), false);
    }
  }

  /** Every folder of weights, installed ones first. */
  public List<ModelFolder> list() {
    List<ModelFolder> all = new ArrayList<>();
    collect(installed, false, all);
    collect(miniatures, true, all);
    return List.copyOf(all);
  }

  private static void collect(Path root, boolean miniature, List<ModelFolder> into) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> folders = Files.list(root)) {
      folders
          // a model that is still arriving lies in a folder that no engine name can reach
          .filter(p -> Files.isDirectory(p) && isName(String.valueOf(p.getFileName())))
          .sorted()
          .forEach(
              p -> {
                String name = String.valueOf(p.getFileName());
                into.add(new ModelFolder(name, name, p, miniature));
              });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list models in " + root, e);
    }
  }
}
