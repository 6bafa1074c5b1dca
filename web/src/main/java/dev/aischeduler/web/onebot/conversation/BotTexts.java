package dev.aischeduler.web.onebot.conversation;

import dev.aischeduler.web.text.TextFile;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the bot says, in each language: {@code web/bot/<code>.properties}, messages of {@link
 * MessageFormat}. Immutable.
 */
public final class BotTexts {
  private final Map<BotLanguage, Map<String, String>> messages = new EnumMap<>(BotLanguage.class);

  /** Reads the texts, which ship with the product. */
  public BotTexts() {
    for (BotLanguage language : BotLanguage.values()) {
      messages.put(language, TextFile.read("/web/bot/" + language.code() + ".properties"));
    }
  }

  /**
   * A text with its arguments put in.
   *
   * @throws IllegalArgumentException when there is no such text: a mistake of ours
   */
  public String of(BotLanguage language, String key, Object... arguments) {
    String message = all(language).get(key);
    if (message == null) {
      throw new IllegalArgumentException("no text '" + key + "' in " + language.code());
    }
    return arguments.length == 0
        ? message
        : new MessageFormat(message, Locale.ROOT).format(arguments);
  }

  /** Every text of a language by its key. */
  Map<String, String> all(BotLanguage language) {
    return Objects.requireNonNull(messages.get(language));
  }
}
