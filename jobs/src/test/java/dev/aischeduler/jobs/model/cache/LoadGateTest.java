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
  void a_load_alone_is_undisturbed_until_something_takes_or_frees_memory() {
    long begun = gate.begun();
    assertThat(gate.undisturbed(begun)).isTrue();
    gate.memoryChanged();
    assertThat(gate.undisturbed(begun)).isFalse();
    gate.ended();
    assertThat(gate.undisturbed(gate.begun())).isTrue();
  }

  @Test
  void of_loads_that_begin_at_the_same_moment_none_is_undisturbed() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> one = pool.submit(() -> undisturbed(together));
      Future<Integer> other = pool.submit(() -> undisturbed(together));
      assertThat(one.get() + other.get()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  private int undisturbed(CyclicBarrier together) throws Exception {
    int count = 0;
    for (int i = 0; i < ROUNDS; i++) {
      together.await();
      long begun = gate.begun();
      together.await();
      count += gate.undisturbed(begun) ? 1 : 0;
      together.await();
      gate.ended();
    }
    return count;
  }
}
