package dev.aischeduler.config.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the reference says in Chinese, by the English words: {@code reference.zh-CN.txt}. So a
 * setting whose words change needs new ones in Chinese.
 */
final class ChinesePhrases {
  private static final String FILE = "reference.zh-CN.txt";
  private static final Pattern OF_TYPE =
      Pattern.compile("(?:lanes|resources\\.lane_memory_mb)\\.(\\w+).*");

  private final Map<String, String> phrases = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final List<String> missing = new ArrayList<>();

  ChinesePhrases() {
    List<String> lines =
        read().lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    for (int at = 0; at < lines.size(); at += 2) {
      if (phrases.put(lines.get(at), lines.get(at + 1)) != null) {
        throw new IllegalStateException(FILE + ": twice: " + lines.get(at));
      }
    }
  }

  private static String read() {
    try (InputStream in = ChinesePhrases.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a setting does. */
  String doc(Setting setting) {
    Matcher ofType = OF_TYPE.matcher(setting.path());
    if (!ofType.matches()) {
      return phrase(setting.doc());
    }
    String type = Objects.requireNonNull(ofType.group(1));
    return phrase(setting.doc().replaceAll("\\b" + type + "\\b", "{type}")).replace("{type}", type);
  }

  /** The values that are allowed. */
  String expected(ValueKind kind) {
    return kind instanceof ValueKind.Whole whole
        ? whole.min() + " 到 " + whole.max() + " 的整数"
        : phrase(kind.expected());
  }

  /** A phrase; itself when there is none in Chinese. */
  String phrase(String english) {
    used.add(english);
    String chinese = phrases.get(english);
    if (chinese == null) {
      missing.add(english);
      return english;
    }
    return chinese;
  }

  /** What was asked for and is not there. */
  List<String> missing() {
    return missing;
  }

  /** What is there and was not asked for. */
  List<String> unused() {
    return phrases.keySet().stream().filter(phrase -> !used.contains(phrase)).toList();
  }
}
