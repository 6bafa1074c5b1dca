package dev.aischeduler.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every word of the pages exists in both languages, and no word is kept that nobody says. */
final class TextsTest {
  private static final Pattern KEY = Pattern.compile("\"([a-z_]+(?:\\.[a-z_0-9]+)+)\"");

  /** Groups whose keys are put together from the names of states, entries and the like. */
  private static final Pattern COMPOSED = Pattern.compile("\"([a-z_]+(?:\\.[a-z_]+)*\\.)\" *[+),]");

  private static final Pattern NAMED = Pattern.compile("named\\(\\s*\"([a-z_.]+)\"");

  private final Texts english = Texts.of(Language.EN);
  private final Texts chinese = Texts.of(Language.ZH);

  @Test
  void both_languages_have_the_same_keys_and_arguments() {
    assertThat(chinese.all().keySet()).isEqualTo(english.all().keySet());
    english
        .all()
        .forEach(
            (key, message) ->
                assertThat(arguments(chinese.all().get(key)))
                    .as(key)
                    .isEqualTo(arguments(message)));
  }

  private static Set<String> arguments(String message) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{(\\d)").matcher(message);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void every_message_with_arguments_is_a_message_format_that_shows_them() {
    for (Texts texts : List.of(english, chinese)) {
      texts
          .all()
          .forEach(
              (key, message) -> {
                int count = arguments(message).size();
                if (count > 0) {
                  Object[] values = new Object[count];
                  for (int i = 0; i < count; i++) {
                    values[i] = "<" + i + ">";
                  }
                  assertThat(new MessageFormat(message, texts.language().locale()).format(values))
                      .as(texts.language() + " " + key + ": a quote is written twice")
                      .contains(Stream.of(values).map(String::valueOf).toList());
                }
              });
    }
  }

  @Test
  void every_key_that_pages_name_exists_and_every_key_is_named() throws IOException {
    Set<String> named = new TreeSet<>();
    List<String> groups = new ArrayList<>();
    for (String source : sources()) {
      collect(KEY, source, named);
      collect(COMPOSED, source, groups);
      Matcher matcher = NAMED.matcher(source);
      while (matcher.find()) {
        groups.add(matcher.group(1) + ".");
      }
    }
    Set<String> unused = new TreeSet<>(english.all().keySet());
    unused.removeAll(named);
    unused.removeIf(
        key ->
            groups.stream().anyMatch(key::startsWith)
                || (key.endsWith(".remedy")
                    && named.contains(key.substring(0, key.length() - ".remedy".length()))));
    assertThat(unused).as("keys that no page names").isEmpty();
    assertThat(templateKeys()).isSubsetOf(english.all().keySet());
  }

  private static Set<String> templateKeys() throws IOException {
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        collect(Pattern.compile("t\\(\\)\\.of\\(\"([^\"]+)\"[,)]"), Files.readString(file), keys);
      }
    }
    return keys;
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String folder : List.of("src/main/jte", "src/main/java/dev/aischeduler/web/page")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static void collect(Pattern pattern, String source, Collection<String> into) {
    Matcher matcher = pattern.matcher(source);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  @Test
  void a_key_without_a_text_is_an_error_and_a_member_without_one_keeps_its_name() {
    assertThatThrownBy(() -> english.of("no.such.key")).hasMessageContaining("no.such.key");
    assertThat(chinese.named("state", "queued")).isEqualTo("排队中");
    assertThat(chinese.named("state", "odd")).isEqualTo("odd");
  }
}
