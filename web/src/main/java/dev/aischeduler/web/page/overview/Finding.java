package dev.aischeduler.web.page.overview;

import java.util.List;

/**
 * Something that is wrong now.
 *
 * @param severity how bad it is
 * @param text key of its sentence
 * @param arguments of the sentence
 * @param remedy key of what to do about it, the words of a link
 * @param link page where it is done
 */
public record Finding(
    Severity severity, String text, List<Object> arguments, String remedy, String link) {

  /** How bad it is. */
  public enum Severity {
    /** Work stands still. */
    BAD,
    /** Work goes on, worse than it could. */
    WARN
  }
}
