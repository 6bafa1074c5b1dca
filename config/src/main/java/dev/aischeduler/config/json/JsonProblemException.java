package dev.aischeduler.config.json;

/** JSON that cannot be read as the expected type. Names the place and what is expected. */
public final class JsonProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String path;

  /**
   * A problem at one place.
   *
   * @param path field, for example {@code messages[0].content}; empty for the document as a whole
   * @param message what is wrong with it and what would be right; names no Java class
   */
  public JsonProblemException(String path, String message) {
    super(message);
    this.path = path;
  }

  /** Path of the field; empty for the document as a whole. */
  public String path() {
    return path;
  }
}
