package dev.aischeduler.jobs.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Which files the models of one task type consist of; each type's package offers its own.
 * Stateless.
 */
public interface ModelLayout {

  /** Whether a folder is meant for this type, by the names of its files alone. */
  boolean matches(Path folder);

  /**
   * Checks files and configurations of a folder, without loading weights.
   *
   * @throws IOException names what is missing or unusable, and the remedy
   */
  void check(Path folder) throws IOException;

  /**
   * Whether graphs and weights at this place of a repository are the model's.
   *
   * @param path of a file, for example {@code onnx/model.onnx}
   */
  boolean holdsWeights(String path);

  /**
   * Whether a file that holds no weights, such as a configuration or a vocabulary, is the model's.
   *
   * @param path of the file in the repository
   * @param graph path of the model's first graph
   */
  boolean holdsCompanion(String path, String graph);

  /** Whether a model consists of several graphs; else one of those in a repository is chosen. */
  boolean severalGraphs();

  /**
   * The folder of a repository that becomes the model's folder, with its slash; empty for the root.
   *
   * @param graph path of the model's first graph
   */
  default String root(String graph) {
    return "";
  }

  /** The folder of a path in a repository, with its slash; empty for the root. */
  static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
