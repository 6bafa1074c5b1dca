package dev.aischeduler.jobs.llm.grammar;

/** A schema that decoding cannot enforce; the message names the place and the remedy. */
public final class SchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;

  SchemaException(String path, String message) {
    super(message);
    this.path = path;
  }

  /** Where the fault is, as a path of fields from the request on. */
  public String path() {
    return path;
  }
}
