package dev.aischeduler.config.loading;

/**
 * One thing wrong with the configuration.
 *
 * @param path the setting, for example {@code server.port}, or the source as a whole, for example
 *     {@code config.json}
 * @param origin where the value came from: a file and line, a variable, an option
 * @param message what is wrong and the remedy
 */
public record SettingProblem(String path, String origin, String message) {

  /** One line for people. */
  @Override
  public String toString() {
    return path + ": " + message + " [" + origin + "]";
  }
}
