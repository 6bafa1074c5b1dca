package dev.aischeduler.engine.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class FairShareProperties {
  private static final double SECONDS_PER_JOB = 0.1;

  /** Keys of a tenant's burst, one microsecond apart by nature. */
  private static List<Long> burst(long from, int jobs, long spacing) {
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      Long last = keys.isEmpty() ? null : keys.get(keys.size() - 1);
      keys.add(FairShare.place(from + i, last, spacing));
    }
    return keys;
  }

  @Property
  void a_lone_job_waits_for_few_of_anothers_burst_however_long_that_is(
      @ForAll @IntRange(min = 1, max = 3000) int burst,
      @ForAll @IntRange(min = 1, max = 100) int weight,
      @ForAll @IntRange(min = 1, max = 100) int loneWeight,
      @ForAll @LongRange(max = 60_000_000) long laterMicros) {
    long spacing = FairShare.spacing(SECONDS_PER_JOB, weight, weight + loneWeight);
    long lone = FairShare.place(laterMicros, null, spacing);
    long ahead = burst(0, burst, spacing).stream().filter(key -> key < lone).count();
    assertThat(lone).isEqualTo(laterMicros);
    assertThat(ahead).isLessThanOrEqualTo(1 + laterMicros / spacing);
  }

  @Property
  void tenants_that_always_wait_start_jobs_in_proportion_to_their_weights(
      @ForAll @IntRange(min = 1, max = 20) int weightA,
      @ForAll @IntRange(min = 1, max = 20) int weightB,
      @ForAll @LongRange(max = 1000) long laterMicros) {
    int jobs = 400;
    int all = weightA + weightB;
    record Start(long key, boolean ofA) {}
    List<Start> starts = new ArrayList<>();
    burst(0, jobs, FairShare.spacing(SECONDS_PER_JOB, weightA, all))
        .forEach(key -> starts.add(new Start(key, true)));
    burst(laterMicros, jobs, FairShare.spacing(SECONDS_PER_JOB, weightB, all))
        .forEach(key -> starts.add(new Start(key, false)));
    starts.sort(Comparator.comparingLong(Start::key));
    int a = 0;
    int b = 0;
    for (Start start : starts) {
      a += start.ofA() ? 1 : 0;
      b += start.ofA() ? 0 : 1;
      if (a == jobs || b == jobs) {
        return;
      }
      // one job of each, and what rounding to microseconds adds up to
      assertThat(Math.abs(a / (double) weightA - b / (double) weightB))
          .isLessThanOrEqualTo(1.0 / weightA + 1.0 / weightB + 0.01);
    }
  }

  @Property
  void jobs_of_one_tenant_keep_their_order_and_their_distance(
      @ForAll @Size(min = 2, max = 200) List<@LongRange(max = 5_000_000) Long> pauses,
      @ForAll @LongRange(min = 1, max = 1_000_000) long spacing) {
    long natural = 0;
    Long last = null;
    for (long pause : pauses) {
      natural += pause;
      long key = FairShare.place(natural, last, spacing);
      assertThat(key).isGreaterThanOrEqualTo(natural);
      if (last != null) {
        assertThat(key - last).isGreaterThanOrEqualTo(spacing);
      }
      last = key;
    }
  }
}
