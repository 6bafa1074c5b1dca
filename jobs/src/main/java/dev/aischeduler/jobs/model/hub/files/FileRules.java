package dev.aischeduler.jobs.model.hub.files;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which files a model may consist of, judged by their names alone. Names come from the hub and are
 * not trusted: only known kinds are allowed.
 */
public final class FileRules {
  private static final int MAX_DEPTH = 8;
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}");

  /** Graphs, weights beside them, configurations, vocabularies, templates. */
  private static final Pattern ALLOWED =
      Pattern.compile(".*\\.(onnx|onnx_data(_\\d+)?|data|pb|json|txt|model|jinja)");

  private static final Pattern WEIGHTS = Pattern.compile(".*\\.(onnx|onnx_data(_\\d+)?|data|pb)");

  /** Formats that run code when they are read, or hide such files. */
  private static final List<String> PICKLES =
      List.of(
          ".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".npy", ".npz", ".tar",
          ".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z");

  private FileRules() {}

  /**
   * Checks any name of a listing, also of files that will not be fetched: a repository with such a
   * name is refused as a whole.
   *
   * @throws UnsafeFileException when the name leads out of a folder
   */
  public static void checkListed(String path) throws UnsafeFileException {
    boolean leaves =
        path.isEmpty()
            || path.startsWith("/")
            || path.contains("\\")
            || path.contains(":")
            || path.chars().anyMatch(Character::isISOControl)
            || List.of(path.split("/", -1)).contains("..");
    if (leaves) {
      throw unsafe(path);
    }
  }

  /**
   * Checks the place of a file within a model's folder, for example {@code onnx/model.onnx}.
   *
   * @throws UnsafeFileException when it could leave the folder or be hidden in it
   */
  public static void checkPlace(String path) throws UnsafeFileException {
    String[] segments = path.split("/", -1);
    boolean plain = segments.length <= MAX_DEPTH;
    for (String segment : segments) {
      plain &= SEGMENT.matcher(segment).matches() && !segment.endsWith(".");
    }
    if (!plain) {
      throw unsafe(path);
    }
  }

  private static UnsafeFileException unsafe(String path) {
    return new UnsafeFileException(
        "a file is named '"
            + path.replaceAll("[^ -~]", "?")
            + "', which is not a plain relative path; do not use this source");
  }

  /**
   * Checks the kind of a file.
   *
   * @throws UnsafeFileException when the kind is not allowed
   */
  public static void checkKind(String path) throws UnsafeFileException {
    if (isPickle(path)) {
      throw new UnsafeFileException(
          path
              + " is refused: such files can hold Python pickles, which run code when they are"
              + " read; use an ONNX export of the model");
    }
    if (!isAllowed(path)) {
      throw new UnsafeFileException(
          path
              + " is refused: a model may hold .onnx, .onnx_data, .data, .pb, .json, .txt, .model"
              + " and .jinja files only");
    }
  }

  /** Whether a file is of a kind that models here consist of. */
  public static boolean isAllowed(String path) {
    return ALLOWED.matcher(path).matches();
  }

  /** Whether a file is a graph or the numbers that belong to one. */
  public static boolean isWeights(String path) {
    return WEIGHTS.matcher(path).matches();
  }

  /** Whether a file is a graph. */
  public static boolean isGraph(String path) {
    return path.endsWith(".onnx");
  }

  /** Whether a file is of a kind that can carry code. */
  public static boolean isPickle(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return PICKLES.stream().anyMatch(name::endsWith);
  }
}
