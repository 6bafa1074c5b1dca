package dev.aischeduler.web.onebot.protocol;

/** A call did not reach the bot. */
public final class NotSentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why for the log
   */
  public NotSentException(String why) {
    super(why);
  }
}
