package dev.aischeduler.jobs.model.hub.catalogue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository of the hub at one revision.
 *
 * @param repository owner and name, for example {@code onnx-community/Qwen2.5-0.5B-Instruct}
 * @param revision a commit, branch or tag
 */
public record RepositoryRef(String repository, String revision) {
  private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}";
  private static final Pattern REPOSITORY = Pattern.compile(PART + "/" + PART);
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern WRITTEN = Pattern.compile("hf:([^@]+)(?:@(.+))?");

  /** Checks both. */
  public RepositoryRef {
    if (!REPOSITORY.matcher(repository).matches() || repository.contains("..")) {
      throw new ModelNameException(
          "'" + repository + "' is no repository; write owner/name as the hub shows it");
    }
    if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
      throw new ModelNameException(
          "'" + revision + "' is no revision; write a commit, a branch or a tag");
    }
  }

  /** Whether a text is meant as one, {@code hf:owner/name[@revision]}. */
  public static boolean isWritten(String text) {
    return text.startsWith("hf:");
  }

  /**
   * Reads {@code hf:owner/name[@revision]}; the revision is {@code main} unless given.
   *
   * @throws ModelNameException when it is none
   */
  public static RepositoryRef parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new ModelNameException("'" + text + "' must look like hf:owner/name or with @revision");
    }
    String revision = written.group(2);
    return new RepositoryRef(written.group(1), revision == null ? "main" : revision);
  }

  /** Whether the revision names one commit, whose files can never change. */
  public boolean pinned() {
    return COMMIT.matcher(revision).matches();
  }

  @Override
  public String toString() {
    return repository + "@" + revision;
  }
}
