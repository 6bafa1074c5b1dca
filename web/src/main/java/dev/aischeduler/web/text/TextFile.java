package dev.aischeduler.web.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** A file of texts by key in the product's jar: properties in UTF-8. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads one.
   *
   * @param path in the jar, from its root
   * @return the texts in the order of their keys
   */
  public static Map<String, String> read(String path) {
    Properties properties = new Properties();
    try (InputStream in = TextFile.class.getResourceAsStream(path);
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
}
