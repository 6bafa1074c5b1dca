package dev.aischeduler.db.bot;

import java.util.Locale;

/** How a message came. */
public enum BotTransport {
  /** By a POST of the bot; answers go to the bot's HTTP API. */
  HTTP,
  /** By the WebSocket that the bot opened; answers go the same way. */
  WEBSOCKET;

  /** The name in the table. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The transport of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  static BotTransport of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
