package dev.aischeduler.jobs.tts.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CharacterReadingsTest {
  @Test
  void a_row_changes_only_its_character() {
    CharacterReadings readings = new CharacterReadings();

    assertThat(readings.change("朝鲜", List.of("x1", "xian1"))).containsExactly("x1", "xian3");
    assertThat(readings.change("世界", List.of("shi4", "jie4"))).containsExactly("shi4", "jie4");
  }

  @Test
  void the_place_within_an_unknown_word_tells() {
    CharacterReadings readings = new CharacterReadings();

    assertThat(readings.inside("率众", 0)).isEqualTo("shuai4");
    assertThat(readings.inside("命中率", 2)).isEqualTo("lv4");
  }

  @Test
  void no_word_has_two_readings_of_a_character() {
    Set<String> seen = new HashSet<>();
    for (List<String> row : Table.rows("characters.tsv", 3)) {
      for (String place : row.get(2).split(" ")) {
        assertThat(seen.add(row.get(0) + " " + place)).as("%s %s", row.get(0), place).isTrue();
      }
    }
  }
}
