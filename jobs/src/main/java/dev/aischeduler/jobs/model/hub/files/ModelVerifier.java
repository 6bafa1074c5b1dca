package dev.aischeduler.jobs.model.hub.files;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares an installed model with its manifest. Stateless. */
public final class ModelVerifier {
  private ModelVerifier() {}

  /**
   * Checks every file of a model's folder, and its layout.
   *
   * @return what is wrong, a sentence each; empty when nothing is
   */
  public static List<String> problems(Path folder, ModelLayouts layouts) throws IOException {
    Optional<Manifest> manifest = Manifest.read(folder);
    List<String> problems = new ArrayList<>();
    if (manifest.isPresent()) {
      for (ManifestFile file : manifest.get().files()) {
        problem(file, folder.resolve(file.path())).ifPresent(problems::add);
      }
    }
    if (problems.isEmpty()) {
      try {
        Optional<TaskType> type = manifest.flatMap(m -> layouts.find(m.type()));
        if (type.isPresent()) {
          layouts.of(type.get()).check(folder);
        } else {
          layouts.checkedTypeOf(folder);
        }
      } catch (IOException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  private static Optional<String> problem(ManifestFile expected, Path file) throws IOException {
    FileRules.checkPlace(expected.path());
    if (!Files.isRegularFile(file)) {
      return Optional.of(expected.path() + " is missing");
    }
    long size = Files.size(file);
    if (size != expected.size()) {
      return Optional.of(expected.path() + " has " + size + " bytes instead of " + expected.size());
    }
    return Checksum.sha256(file).equals(expected.sha256())
        ? Optional.empty()
        : Optional.of(expected.path() + " has another checksum than when it was installed");
  }

  /**
   * Opens each graph of a folder, which needs about as much memory as the largest of them.
   *
   * @throws DamagedModelException when one cannot be opened
   */
  public static void openGraphs(Path folder, OnnxRuntime runtime) throws IOException {
    List<Path> graphs;
    try (Stream<Path> files = Files.walk(folder)) {
      graphs = files.filter(file -> FileRules.isGraph(file.toString())).sorted().toList();
    }
    for (Path graph : graphs) {
      try {
        runtime.open(graph).close();
      } catch (OrtException e) {
        throw new DamagedModelException(
            graph + " cannot be opened (" + e.getMessage() + "); install the model again");
      }
    }
  }
}
