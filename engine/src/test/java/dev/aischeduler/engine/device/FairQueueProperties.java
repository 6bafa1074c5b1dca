package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aischeduler.engine.device.DeviceSimulation.Asker;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The promises of {@link FairQueue}, for any lengths of slices, gaps and weights. */
final class FairQueueProperties {
  private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Steps of 3 ms with 0.3 ms between them, as a language model takes them. */
  private static final Asker CHAT = new Asker(2 * MILLI, 4 * MILLI, 300 * MICRO);

  /** Steps of 50 to 80 ms with 1 ms between them, as an image model takes them. */
  private static final Asker PICTURE = new Asker(50 * MILLI, 80 * MILLI, MILLI);

  @Property(tries = 1000)
  void lanes_that_want_more_share_by_weight_within_a_slice_of_each(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 99) int weight,
      @ForAll @IntRange(min = 200, max = 200_000) int firstSlice,
      @ForAll @IntRange(min = 200, max = 200_000) int secondSlice) {
    Asker first = new Asker(firstSlice * MICRO / 2, firstSlice * MICRO, 0);
    Asker second = new Asker(secondSlice * MICRO / 2, secondSlice * MICRO, 0);
    DeviceSimulation device =
        new DeviceSimulation(seed, weight, 100 - weight).ask(0, first, 0).ask(1, second, 0);
    for (int second10 = 1; second10 <= 100; second10++) {
      device.until(second10 * SECOND / 10);
      double lead = (double) device.got(0) / weight - (double) device.got(1) / (100 - weight);
      double bound =
          (double) first.maxSlice() / weight + (double) second.maxSlice() / (100 - weight);
      assertThat(Math.abs(lead)).isLessThanOrEqualTo(bound + 1);
    }
  }

  @Example
  void short_slices_beside_a_long_one_get_no_more_than_their_share() {
    lanes_that_want_more_share_by_weight_within_a_slice_of_each(0, 66, 154_570, 208);
  }

  @Property(tries = 100)
  void a_chat_waits_no_longer_than_the_quantum_however_long_the_slice_is(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int arriveMs) {
    Asker chat = new Asker(5 * MILLI, 5 * MILLI, 0);
    Asker huge = new Asker(1000 * MILLI, 2000 * MILLI, MILLI);
    DeviceSimulation device =
        new DeviceSimulation(seed, 70, 30).ask(1, huge, 0).ask(0, chat, arriveMs * MILLI);
    // beside the huge one it takes twice its length
    device.until(arriveMs * MILLI + FairQueue.QUANTUM_NANOS + 2 * 5 * MILLI + 1);
    assertThat(device.slices[0]).isPositive();
  }

  @Property(tries = 100)
  void short_gaps_between_slices_cost_a_lane_nothing_of_its_share(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 95) int weight) {
    DeviceSimulation device =
        new DeviceSimulation(seed, weight, 100 - weight).ask(0, CHAT, 0).ask(1, PICTURE, 0);
    device.until(60 * SECOND);
    assertThat(device.firstPercent(0, 0)).isCloseTo(weight, within(1.0));
  }

  @Property(tries = 100)
  void a_lane_that_is_away_too_long_now_and_then_is_paid_back(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 80) int weight) {
    Asker stumbling = new Asker(2 * MILLI, 8 * MILLI, MILLI, 200, 60 * MILLI);
    Asker slow = new Asker(120 * MILLI, 140 * MILLI, MILLI);
    DeviceSimulation device =
        new DeviceSimulation(seed, weight, 100 - weight).ask(0, stumbling, 0).ask(1, slow, 0);
    device.until(60 * SECOND);
    assertThat(device.firstPercent(0, 0)).isCloseTo(weight, within(3.0));
  }

  @Property(tries = 100)
  void a_change_of_weights_holds_from_the_next_slices_on(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 95) int before,
      @ForAll @IntRange(min = 5, max = 95) int after) {
    DeviceSimulation device =
        new DeviceSimulation(seed, before, 100 - before).ask(0, CHAT, 0).ask(1, PICTURE, 0);
    device.until(20 * SECOND);
    long[] then = device.busy.clone();
    device.queue.weight(0, after);
    device.queue.weight(1, 100 - after);
    device.until(80 * SECOND);
    assertThat(device.firstPercent(then)).isCloseTo(after, within(1.5));
  }

  @Property(tries = 100)
  void a_lane_alone_has_the_whole_device(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 99) int weight) {
    DeviceSimulation device =
        new DeviceSimulation(seed, weight, 100 - weight).ask(0, CHAT, 0).ask(1, PICTURE, 0);
    device.until(SECOND);
    device.stop(0);
    long before = device.busy[1];
    long reserved = device.reserved;
    device.until(11 * SECOND);
    assertThat(device.busy[1] - before).isGreaterThan(10 * SECOND * 97 / 100);
    assertThat(device.reserved - reserved).isLessThan(20 * MILLI);
  }

  @Property(tries = 100)
  void the_device_idles_for_a_lane_only_as_long_as_its_gaps(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60_000) int gap) {
    Asker chat = new Asker(3 * MILLI, 3 * MILLI, gap * MICRO);
    DeviceSimulation device = new DeviceSimulation(seed, 70, 30).ask(0, chat, 0).ask(1, PICTURE, 0);
    device.until(20 * SECOND);
    long longest = Math.min(gap * MICRO, device.queue.patience(0));
    assertThat(device.reserved).isLessThanOrEqualTo((device.slices[0] + 1L) * longest);
    if (gap * MICRO > 2 * device.queue.patience(0)) {
      // such a lane is not waited for, except until that is known
      assertThat(device.reserved).isLessThan(SECOND / 2);
    }
    assertThat(device.queue.kept()).isBetween(device.reserved - 50 * MILLI, device.reserved);
  }

  @Property(tries = 200)
  void an_idle_lane_comes_back_without_credit(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 95) int weight,
      @ForAll @IntRange(min = 101, max = 60_000) int idleMs) {
    DeviceSimulation device = new DeviceSimulation(seed, weight, 100 - weight);
    device.ask(0, CHAT, 0).ask(1, CHAT, 0);
    device.until(SECOND);
    device.stop(1);
    device.until(2 * SECOND + idleMs * MILLI);
    long[] then = device.busy.clone();
    device.ask(1, CHAT, device.now);
    device.until(device.now + 2 * SECOND);
    assertThat(device.firstPercent(then)).isCloseTo(weight, within(3.0));
  }

  @Property(tries = 200)
  void a_waiting_lane_is_served_however_greedy_the_other_is(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 99) int weight) {
    DeviceSimulation device = new DeviceSimulation(seed, weight, 100 - weight);
    device.ask(0, new Asker(MILLI, MILLI, 10 * MICRO), 0).ask(1, PICTURE, 0);
    device.until(SECOND);
    // the part of the other lane for one picture step, one slice and the credit
    long longest = 80 * MILLI * weight / (100 - weight) + MILLI + FairQueue.CREDIT_NANOS;
    int before = device.slices[1];
    device.until(device.now + longest * 12 / 10 + 100 * MILLI);
    assertThat(device.slices[1]).isGreaterThan(before);
  }

  @Property(tries = 100)
  void a_lane_that_comes_and_goes_saves_nothing_up(@ForAll long seed) {
    DeviceSimulation device = new DeviceSimulation(seed, 70, 30);
    device.ask(0, new Asker(MILLI, MILLI, 50 * MILLI), 0).ask(1, PICTURE, 0);
    device.until(30 * SECOND);
    device.stop(0);
    device.ask(0, new Asker(MILLI, MILLI, 10 * MICRO), device.now);
    int before = device.slices[1];
    // what it is owed for four picture steps, and one more step
    device.until(device.now + 4 * 80 * MILLI * 70 / 30 + 300 * MILLI);
    assertThat(device.slices[1]).isGreaterThan(before);
  }
}
