package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.config.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares an installed model with its manifest. Stateless. */
final class ModelVerifier {
  private ModelVerifier() {}

  /**
   * Checks every file of a model's folder, and its layout.
   *
   * @return what is wrong, a sentence each; empty when nothing is
   */
  static List<String> problems(Path folder) throws IOException {
    Optional<Manifest> manifest = Manifest.read(folder);
    List<String> problems = new ArrayList<>();
    if (manifest.isPresent()) {
      for (ManifestFile file : manifest.get().files()) {
        problem(file, folder.resolve(file.path())).ifPresent(problems::add);
      }
    }
    if (problems.isEmpty()) {
      try {
        Optional<TaskType> type = manifest.flatMap(Manifest::taskType);
        if (type.isPresent()) {
          ModelChecks.layout(type.get(), folder);
        } else {
          ModelChecks.typeOf(folder);
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
}
