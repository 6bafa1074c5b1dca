package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.FolderType;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Picks from a repository the files that a model of a task type consists of. Everything else, such
 * as weights for other frameworks, is left where it is.
 */
final class FileSelection {
  private static final Set<String> IMAGE_FOLDERS =
      Set.of("text_encoder", "tokenizer", "unet", "vae_decoder", "scheduler");
  private static final Set<String> IMAGE_FILES =
      Set.of("model_index.json", "generation_config.json");
  private static final Set<String> VOICE_FILES = Set.of("config.json", "speaker_ids.json");

  private final TaskType type;
  private final List<PathMatcher> include;

  /**
   * A selection.
   *
   * @param include patterns such as {@code onnx/model_q4.onnx*}; empty includes all weights
   */
  FileSelection(TaskType type, List<String> include) {
    this.type = type;
    this.include =
        include.stream().map(p -> FileSystems.getDefault().getPathMatcher("glob:" + p)).toList();
  }

  /**
   * The files to fetch.
   *
   * @throws HubException when there are no weights, or several to choose from
   * @throws UnsafeFileException when a chosen file has a refused name
   */
  List<WantedFile> from(List<HubFile> listed, RepositoryRef source)
      throws HubException, UnsafeFileException {
    List<HubFile> weights = new ArrayList<>();
    for (HubFile file : listed) {
      if (FileRules.isWeights(file.path()) && isPlace(file.path()) && isIncluded(file.path())) {
        weights.add(file);
      }
    }
    List<String> graphs = weights.stream().map(HubFile::path).filter(FileRules::isGraph).toList();
    requireChoice(graphs, listed, source);
    String home = type.equals(FolderType.TTS) ? folder(graphs.get(0)) : "";
    List<WantedFile> wanted = new ArrayList<>();
    for (HubFile file : listed) {
      if (weights.contains(file) || isCompanion(file.path(), graphs.get(0))) {
        wanted.add(WantedFile.of(file, file.path().substring(home.length())));
      }
    }
    return wanted;
  }

  private void requireChoice(List<String> graphs, List<HubFile> listed, RepositoryRef source)
      throws HubException, UnsafeFileException {
    if (graphs.isEmpty()) {
      for (HubFile file : listed) {
        if (FileRules.isPickle(file.path()) || file.path().endsWith(".safetensors")) {
          throw new UnsafeFileException(
              source
                  + " holds "
                  + file.path()
                  + " but no fitting .onnx file; only ONNX exports run here, and pickles are never"
                  + " read");
        }
      }
      throw HubException.lasting(source + " holds no .onnx file that --include leaves");
    }
    if (!type.equals(FolderType.IMAGE) && graphs.size() > 1) {
      throw HubException.lasting(
          source
              + " offers several weights; choose one, for example with --include '"
              + graphs.get(0)
              + "*', of: "
              + String.join(", ", graphs));
    }
  }

  private boolean isIncluded(String path) {
    return include.isEmpty() || include.stream().anyMatch(p -> p.matches(Path.of(path)));
  }

  private boolean isPlace(String path) {
    if (type.equals(FolderType.LLM)) {
      return folder(path).isEmpty() || folder(path).equals("onnx/");
    }
    return type.equals(FolderType.TTS) || IMAGE_FOLDERS.contains(path.split("/", 2)[0]);
  }

  private boolean isCompanion(String path, String graph) {
    if (!FileRules.isAllowed(path) || FileRules.isWeights(path)) {
      return false;
    }
    if (type.equals(FolderType.LLM)) {
      return folder(path).isEmpty();
    }
    if (type.equals(FolderType.IMAGE)) {
      return isPlace(path) || IMAGE_FILES.contains(path);
    }
    return path.equals(graph + ".json")
        || (folder(path).equals(folder(graph))
            && VOICE_FILES.contains(path.substring(folder(path).length())));
  }

  /** With its slash; empty for the root. */
  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
