package dev.aischeduler.bench.measure;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp no-op jobs that each peer runs first, so that its code is compiled
 * @param singleWarmUp jobs submitted one by one before start latency is measured
 * @param jobs no-op jobs of one throughput round
 * @param rounds rounds of each figure; peers take turns within a round
 * @param workers worker counts of the throughput runs, the headline's last
 * @param drainLimit a peer that is not done by then is judged by what it has done
 * @param samples single submissions of a latency figure in each round
 * @param backlogs queue lengths at which a claim is timed
 * @param longestOnH2 the longest of them for H2, which takes minutes to fill
 * @param claims claims timed at each length
 * @param bulk jobs of the bulk submission
 * @param processes process counts of the scaling runs
 * @param scalingRounds rounds of the scaling runs, each of which starts processes
 * @param floorTime how long commits are counted
 * @param time how long the whole run may take: later rounds are dropped to keep it, figures never
 */
public record Plan(
    int warmUp,
    int singleWarmUp,
    int jobs,
    int rounds,
    List<Integer> workers,
    Duration drainLimit,
    int samples,
    List<Integer> backlogs,
    int longestOnH2,
    int claims,
    int bulk,
    List<Integer> processes,
    int scalingRounds,
    Duration floorTime,
    Duration time) {
  /**
   * What the documentation's figures come from; takes about three quarters of an hour on two cores.
   */
  public static Plan full() {
    return new Plan(
        20_000,
        3_000,
        10_000,
        3,
        List.of(1, 4, 8),
        Duration.ofSeconds(120),
        200,
        List.of(1_000, 100_000, 1_000_000),
        1_000_000,
        200,
        10_000,
        List.of(1, 2, 4),
        3,
        Duration.ofSeconds(3),
        Duration.ofHours(2));
  }

  /** Ends within twelve minutes on two cores. */
  public static Plan quick() {
    return new Plan(
        8_000,
        1_500,
        6_000,
        3,
        List.of(8),
        Duration.ofSeconds(8),
        200,
        List.of(1_000, 1_000_000),
        1_000,
        100,
        10_000,
        List.of(1, 2),
        3,
        Duration.ofSeconds(1),
        Duration.ofMinutes(12));
  }

  /** Workers of the headline figures. */
  public int mostWorkers() {
    return workers.get(workers.size() - 1);
  }
}
