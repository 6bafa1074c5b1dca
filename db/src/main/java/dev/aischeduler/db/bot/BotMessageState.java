package dev.aischeduler.db.bot;

import java.util.Locale;

/** How far the answer to a message is. */
public enum BotMessageState {
  /** Its job is not stored yet. */
  RECEIVED,
  /** Its job is stored, or its answer is known; the answer is not sent. */
  OPEN,
  /** The answer was sent. */
  ANSWERED,
  /** The bot's account refused to send the answer, again and again. */
  FAILED,
  /** The answer came too late, or the bot was away for too long. */
  EXPIRED,
  /** The person took the message back before it was answered. */
  CANCELLED,
  /** The person may not use the bot any more. */
  WITHDRAWN;

  /** The name in the table. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  static BotMessageState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
