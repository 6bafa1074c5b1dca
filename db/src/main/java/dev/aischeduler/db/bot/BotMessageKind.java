package dev.aischeduler.db.bot;

import java.util.Locale;

/** What a message asks for, or why it is not done. */
public enum BotMessageKind {
  /** An answer in words. */
  CHAT,
  /** A picture. */
  PICTURE,
  /** A text read aloud. */
  RECORDING,
  /** That the conversation begins anew. */
  RESET,
  /** Something that the bot answers at once: its help, for example. */
  COMMAND,
  /** Nothing: the person sent too many messages in a minute. */
  RATE_LIMIT,
  /** Nothing: the person has used up what a day allows. */
  DAY_LIMIT,
  /** Nothing: the bot is not for this person. */
  REFUSAL;

  /** The name in the table. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  static BotMessageKind of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
