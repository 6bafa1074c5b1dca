package dev.aischeduler.jobs.residency;

import static dev.aischeduler.config.TaskType.IMAGE;
import static dev.aischeduler.config.TaskType.LLM;
import static dev.aischeduler.config.TaskType.TTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class LaneBudgetsTest {
  private static final long MIB = 1 << 20;
  private final Map<Object, Integer> weights =
      new ConcurrentHashMap<>(Map.of(LLM, 70, IMAGE, 30, TTS, 100));

  @Test
  void gpu_lanes_divide_a_gpu_by_their_weights_and_follow_them_while_they_change() {
    LaneBudgets gpu = budgets(1000, Set.of(LLM, IMAGE), 0);
    assertThat(gpu.of(LLM)).isEqualTo(700);
    assertThat(gpu.of(IMAGE)).isEqualTo(300);
    assertThat(gpu.of(TTS)).isZero();
    weights.put(LLM, 30);
    assertThat(gpu.of(LLM)).isEqualTo(500);
  }

  @Test
  void where_the_cpu_stands_in_for_a_gpu_voices_keep_a_fifth() {
    LaneBudgets cpu = budgets(1000, Set.of(LLM, TTS, IMAGE), 0);
    assertThat(cpu.of(TTS)).isEqualTo(200);
    assertThat(cpu.of(LLM)).isEqualTo(560);
    assertThat(cpu.of(IMAGE)).isEqualTo(240);
    assertThat(budgets(1000, Set.of(TTS), 0).of(TTS)).isEqualTo(1000);
  }

  @Test
  void settings_bound_the_device_and_override_a_lane() {
    LaneBudgets bounded = budgets(1000 * MIB, Set.of(LLM, IMAGE), 100);
    assertThat(bounded.device()).isEqualTo(100 * MIB);
    assertThat(bounded.of(LLM)).isEqualTo(70 * MIB);
    assertThat(budgets(50 * MIB, Set.of(LLM, IMAGE), 100).device()).isEqualTo(50 * MIB);
    LaneBudgets fixed =
        new LaneBudgets(
            Residencies.settings(0, 0, 12), 1000 * MIB, Set.of(LLM, IMAGE), weights::get);
    assertThat(fixed.of(IMAGE)).isEqualTo(12 * MIB);
  }

  private LaneBudgets budgets(long memory, Set<dev.aischeduler.config.TaskType> lanes, int mb) {
    return new LaneBudgets(
        new Settings.Resources(
            new Settings.GpuAllocation(70, 30),
            10,
            true,
            0,
            0,
            "cpu",
            "",
            mb,
            new Settings.LaneMemoryMb(0, 0, 0)),
        memory,
        lanes,
        weights::get);
  }
}
