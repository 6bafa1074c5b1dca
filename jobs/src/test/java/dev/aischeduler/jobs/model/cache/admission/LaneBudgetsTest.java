package dev.aischeduler.jobs.model.cache.admission;

import static dev.aischeduler.jobs.model.cache.ModelCaches.IMAGE;
import static dev.aischeduler.jobs.model.cache.ModelCaches.LLM;
import static dev.aischeduler.jobs.model.cache.ModelCaches.TTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class LaneBudgetsTest {
  private static final long MIB = 1 << 20;
  private final Map<Object, Integer> weights =
      new ConcurrentHashMap<>(Map.of(LLM, 70, IMAGE, 30, TTS, 100));

  @Test
  void gpu_lanes_divide_a_gpu_by_their_weights_and_follow_them_while_they_change() {
    LaneBudgets gpu = budgets(1000, List.of(LLM, IMAGE), 0);
    assertThat(gpu.of(LLM)).isEqualTo(700);
    assertThat(gpu.of(IMAGE)).isEqualTo(300);
    assertThat(gpu.of(TTS)).isZero();
    weights.put(LLM, 30);
    assertThat(gpu.of(LLM)).isEqualTo(500);
  }

  @Test
  void a_lane_with_hardly_any_weight_keeps_the_memory_for_a_model() {
    weights.put(LLM, 1);
    weights.put(IMAGE, 99);
    LaneBudgets gpu = budgets(1000, List.of(LLM, IMAGE), 0);
    assertThat(gpu.of(LLM)).isEqualTo(100);
    assertThat(gpu.of(IMAGE)).isEqualTo(900);
  }

  @Test
  void where_the_cpu_stands_in_for_a_gpu_voices_keep_a_fifth() {
    LaneBudgets cpu = budgets(1000, List.of(LLM, TTS, IMAGE), 0);
    assertThat(cpu.of(TTS)).isEqualTo(200);
    assertThat(cpu.of(LLM)).isEqualTo(560);
    assertThat(cpu.of(IMAGE)).isEqualTo(240);
    assertThat(budgets(1000, List.of(TTS), 0).of(TTS)).isEqualTo(1000);
  }

  @Test
  void settings_bound_the_device_and_override_a_lane() {
    LaneBudgets bounded = budgets(1000 * MIB, List.of(LLM, IMAGE), 100);
    assertThat(bounded.device()).isEqualTo(100 * MIB);
    assertThat(bounded.of(LLM)).isEqualTo(70 * MIB);
    assertThat(budgets(50 * MIB, List.of(LLM, IMAGE), 100).device()).isEqualTo(50 * MIB);
    LaneBudgets fixed =
        new LaneBudgets(
            ModelCaches.settings(0, 0, 12), 1000 * MIB, List.of(LLM, IMAGE), weights::get);
    assertThat(fixed.of(IMAGE)).isEqualTo(12 * MIB);
  }

  private LaneBudgets budgets(long memory, List<TaskType> lanes, int mb) {
    return new LaneBudgets(
        new Settings.Resources(
            new Settings.GpuAllocation(Map.of(LLM, 70, IMAGE, 30)),
            10,
            true,
            0,
            0,
            "cpu",
            "",
            mb,
            new Settings.LaneMemoryMb(Map.of())),
        memory,
        lanes,
        weights::get);
  }
}
