package dev.aischeduler.web.onebot.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the bot says, in each language: {@code web/bot/<code>.properties}, messages of {@link
 * MessageFormat}. Immutable.
 */
public final class BotTexts {
  private final Map<BotLanguage, Map<String, String>> messages = new EnumMap<>(BotLanguage.class);

  /** Reads the texts, which ship with the product. */
  public BotTexts() {
    for (BotLanguage language : BotLanguage.values()) {
      messages.put(language, read("/web/bot/" + language.code() + ".properties"));
    }
  }

  private static Map<String, String> read(String path) {
    Properties properties = new Properties();
    try (InputStream in = BotTexts.class.getResourceAsStream(path);
        Reader reader =
            new InputStreamReader(
                Objects.requireNonNull(in, path + " is missing from the jar"),
                StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
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
