package dev.aischeduler.jobs.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class LoadGateTest {
  private static final int ROUNDS = 20_000;

  private final LoadGate gate = new LoadGate();

  @Test
  void a_load_alone_can_be_measured_until_something_allocates_or_frees_memory() {
    long begun = gate.begun();
    assertThat(gate.unchangedSince(begun)).isTrue();
    gate.memoryChanged();
    assertThat(gate.unchangedSince(begun)).isFalse();
    gate.ended();
    assertThat(gate.unchangedSince(gate.begun())).isTrue();
  }

  @Test
  void of_loads_that_begin_at_the_same_moment_none_can_be_measured() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> one = pool.submit(() -> unchangedSince(together));
      Future<Integer> other = pool.submit(() -> unchangedSince(together));
      assertThat(one.get() + other.get()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  private int unchangedSince(CyclicBarrier together) throws Exception {
    int count = 0;
    for (int i = 0; i < ROUNDS; i++) {
      together.await();
      long begun = gate.begun();
      together.await();
      count += gate.unchangedSince(begun) ? 1 : 0;
      together.await();
      gate.ended();
    }
    return count;
  }
}
