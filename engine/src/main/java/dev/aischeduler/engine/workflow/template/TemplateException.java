package dev.aischeduler.engine.workflow.template;

/** A template cannot be read, or has no value; the message says why and the remedy. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TemplateException(String message) {
    super(message);
  }
}
