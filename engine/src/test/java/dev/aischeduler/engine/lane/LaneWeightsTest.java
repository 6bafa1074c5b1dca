package dev.aischeduler.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stored shares of the devices while task types come and go. */
class LaneWeightsTest {
  private static final TaskType MUSIC = new TaskType("music");

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void weights_stored_before_a_type_came_or_went_do_not_hold(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      LaneStore store = new LaneStore(database);
      store.makeRows(
          List.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE, MUSIC), Clock.systemUTC().instant());
      LaneWeights two = weights(store, Map.of(TestTaskTypes.LLM, 70, TestTaskTypes.IMAGE, 30));
      two.change(Map.of(TestTaskTypes.LLM, 60, TestTaskTypes.IMAGE, 40));

      LaneWeights three =
          weights(store, Map.of(TestTaskTypes.LLM, 50, TestTaskTypes.IMAGE, 20, MUSIC, 30));
      three.refresh();
      assertThat(three.of(TestTaskTypes.LLM)).isEqualTo(50);
      three.change(Map.of(TestTaskTypes.LLM, 40, TestTaskTypes.IMAGE, 20, MUSIC, 40));
      assertThat(three.of(MUSIC)).isEqualTo(40);

      two.refresh();
      assertThat(two.of(TestTaskTypes.LLM)).isEqualTo(60);
      assertThatThrownBy(() -> two.change(Map.of(TestTaskTypes.LLM, 60, MUSIC, 40)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("shares no device");
    }
  }

  private static LaneWeights weights(LaneStore store, Map<TaskType, Integer> start) {
    Settings.GpuAllocation shares = new Settings.GpuAllocation(start);
    Devices devices = Devices.unshared(List.of(DeviceSpec.cpu()), shares.types());
    return new LaneWeights(shares, store, devices, Clock.systemUTC());
  }
}
