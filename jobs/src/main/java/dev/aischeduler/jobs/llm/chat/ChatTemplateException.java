package dev.aischeduler.jobs.llm.chat;

/** A model's chat template refused a conversation; the message is the template's own. */
public final class ChatTemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  ChatTemplateException(String message) {
    super(message);
  }
}
