package dev.aischeduler.jobs.model.hub.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** Whatever name a hub thinks of, an accepted one stays below the model's folder. */
final class FileRulesProperties {
  private static final Path HOME = Path.of("/models/mine");

  @Property
  void an_accepted_name_stays_below_the_folder(
      @ForAll @StringLength(max = 24) @Chars({'.', '/', '\\', 'a', 'Z', '_', '-', ' ', ':', '\0'})
          String name) {
    assertThat(isRefused(name) || isBelow(name)).isTrue();
  }

  @Property
  void an_accepted_name_of_any_characters_stays_below_the_folder(@ForAll String name) {
    assertThat(isRefused(name) || isBelow(name)).isTrue();
  }

  private static boolean isBelow(String name) {
    Path place = HOME.resolve(name).normalize();
    return place.startsWith(HOME) && !place.equals(HOME) && place.equals(HOME.resolve(name));
  }

  private static boolean isRefused(String name) {
    try {
      FileRules.checkPlace(name);
      return false;
    } catch (UnsafeFileException e) {
      return true;
    }
  }
}
