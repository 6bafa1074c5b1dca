package dev.aischeduler.jobs.llm.grammar;

/** A regular expression that decoding cannot follow; the message says why. */
final class RegexException extends Exception {
  private static final long serialVersionUID = 1L;

  RegexException(String message) {
    super(message);
  }
}
