package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.FileRules;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import dev.aischeduler.jobs.model.hub.http.HubException;
import dev.aischeduler.jobs.model.hub.http.HubFile;
import dev.aischeduler.jobs.model.hub.transfer.WantedFile;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks from a repository the files that a model of one layout consists of. Everything else, such
 * as weights for other frameworks, is not fetched.
 */
final class FileSelection {
  private final ModelLayout layout;
  private final List<PathMatcher> include;

  /**
   * A selection.
   *
   * @param include patterns such as {@code onnx/model_q4.onnx*}; empty includes all weights
   */
  FileSelection(ModelLayout layout, List<String> include) {
    this.layout = layout;
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
      String path = file.path();
      if (FileRules.isWeights(path) && layout.holdsWeights(path) && isIncluded(path)) {
        weights.add(file);
      }
    }
    List<String> graphs = weights.stream().map(HubFile::path).filter(FileRules::isGraph).toList();
    requireChoice(graphs, listed, source);
    String root = layout.root(graphs.get(0));
    List<WantedFile> wanted = new ArrayList<>();
    for (HubFile file : listed) {
      if (weights.contains(file) || isCompanion(file.path(), graphs.get(0))) {
        wanted.add(WantedFile.of(file, file.path().substring(root.length())));
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
      throw HubException.permanent(source + " holds no .onnx file that --include matches");
    }
    if (!layout.severalGraphs() && graphs.size() > 1) {
      throw HubException.permanent(
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

  private boolean isCompanion(String path, String graph) {
    return FileRules.isAllowed(path)
        && !FileRules.isWeights(path)
        && layout.holdsCompanion(path, graph);
  }
}
