package dev.aischeduler.web.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What people see of a bulk run that goes on. */
class BulkProgressTest {
  private final AtomicLong nanos = new AtomicLong();
  private final BulkProgress progress = new BulkProgress(nanos::get);

  private static JsonNode run(String status, int succeeded, int rejected) {
    return Json.mapper()
        .createObjectNode()
        .put("status", status)
        .put("total", 1000)
        .put("succeeded", succeeded)
        .put("rejected", rejected);
  }

  @Test
  void rate_and_time_to_go_are_those_of_the_last_half_minute() {
    assertThat(progress.bar(run("queued", 0, 0), true).note()).isEqualTo("0/1000, queued");
    nanos.addAndGet(10_000_000_000L);
    assertThat(progress.bar(run("running", 99, 1), true).note())
        .isEqualTo("100/1000, 1 rejected, 10.0/s, 1:30 left");
    nanos.addAndGet(40_000_000_000L);
    assertThat(progress.bar(run("running", 179, 1), true).note())
        .isEqualTo("180/1000, 1 rejected, 2.0/s, 6:50 left");
    assertThat(progress.bar(run("succeeded", 999, 1), true).fraction()).isEqualTo(1);
  }

  @Test
  void where_no_bar_is_drawn_only_what_ended_is_told() {
    progress.bar(run("running", 0, 0), false);
    nanos.addAndGet(10_000_000_000L);
    assertThat(progress.bar(run("running", 100, 0), false).note()).isEqualTo("100/1000");
  }
}
