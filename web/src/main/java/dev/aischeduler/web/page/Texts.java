package dev.aischeduler.web.page;

import dev.aischeduler.web.text.TextFile;
import java.text.MessageFormat;
import java.util.Map;

/**
 * The words of the pages in one language: {@code web/texts/<code>.properties}, messages of {@link
 * MessageFormat}. Immutable.
 */
public final class Texts {
  private final Language language;
  private final Map<String, String> messages;

  private Texts(Language language, Map<String, String> messages) {
    this.language = language;
    this.messages = messages;
  }

  /** Reads the words of a language, which ship with the product. */
  static Texts of(Language language) {
    return new Texts(language, TextFile.read("/web/texts/" + language.code() + ".properties"));
  }

  /** The language. */
  public Language language() {
    return language;
  }

  /**
   * A message with its arguments put in.
   *
   * @param key a line of the file
   * @throws IllegalArgumentException when there is no such line: a mistake of the page
   */
  public String of(String key, Object... arguments) {
    String message = messages.get(key);
    if (message == null) {
      throw new IllegalArgumentException("no text '" + key + "' in " + language.code());
    }
    return arguments.length == 0
        ? message
        : new MessageFormat(message, language.locale()).format(arguments);
  }

  /** The text of a closed set's member such as a state; the member's own name when it has none. */
  public String named(String group, String member) {
    return messages.getOrDefault(group + "." + member, member);
  }

  /** Every key with its message, in the order of the keys. */
  Map<String, String> all() {
    return messages;
  }
}
