package dev.aischeduler.db.shell;

import org.jspecify.annotations.Nullable;

/** Where the shell reads lines. */
public interface LineSource {
  /**
   * The next line without its end; null when there are no more.
   *
   * @param prompt what a person sees before it
   */
  @Nullable String read(String prompt);
}
