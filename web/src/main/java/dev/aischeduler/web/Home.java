package dev.aischeduler.web;

import java.nio.file.Path;

/**
 * Where files lie.
 *
 * @param product folder of the product: holds the miniature models that ship with it
 * @param work working folder: relative paths of the configuration start here
 */
public record Home(Path product, Path work) {

  /**
   * The folders of this process: the launcher names the product's in the system property {@code
   * ai_scheduler.home}; without it the product lies in the working folder.
   */
  public static Home ofProcess() {
    Path work = Path.of("").toAbsolutePath();
    return new Home(work.resolve(System.getProperty("ai_scheduler.home", "")), work);
  }

  /** Folder of the miniature models. */
  public Path miniatures() {
    return product.resolve("jobs").resolve("models");
  }
}
