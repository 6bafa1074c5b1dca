package dev.aischeduler.engine.schedule.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParametersTest {
  private static final Parameters AT =
      new Parameters("night", ZonedDateTime.parse("2027-03-28T03:00:00+02:00[Europe/Berlin]"));

  @ParameterizedTest
  @CsvSource({
    "${date},2027-03-28",
    "${time},03:00",
    "${fire_time},2027-03-28T03:00:00+02:00",
    "${year}/${month}/${day},2027/03/28",
    "${date-1d},2027-03-27",
    "${ date + 1w },2027-04-04",
    "${month-1mo},02",
    "${year+1y},2028",
    // an hour before is before the gap
    "${fire_time-1h},2027-03-28T01:00:00+01:00",
    "${time-30m},01:30",
    "${schedule}.csv,night.csv",
    "$${date} $5,${date} $5",
    "plain,plain",
  })
  void stand_for_the_fire_time_in_its_zone(String text, String filled) {
    assertThat(AT.render(TextNode.valueOf(text), "x").textValue()).isEqualTo(filled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${}", "${dates}", "${date-1q}", "${date", "${schedule-1d}", "${date+99999d}"})
  void that_are_unknown_are_refused_with_their_field(String text) {
    assertThatThrownBy(
            () -> AT.render(StrictJson.tree("{\"a\": [1, {\"b\": \"" + text + "\"}]}"), "target"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("target.a[1].b"));
  }

  @Test
  void keys_and_values_that_are_no_texts_stay_as_they_are() {
    assertThat(AT.render(StrictJson.tree("{\"${date}\": 1, \"x\": [true, null]}"), "t"))
        .isEqualTo(StrictJson.tree("{\"${date}\": 1, \"x\": [true, null]}"));
  }
}
