package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.TestTaskTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what a slice is for happens beside it
final class DevicesTest {
  private final Devices two =
      Devices.unshared(
          List.of(DeviceSpec.gpu(0), DeviceSpec.gpu(1)),
          List.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE));

  @Test
  void steps_run_at_once_where_the_device_is_not_shared() throws Exception {
    Device device = two.all().get(0);
    try (Slice chat = device.slice(TestTaskTypes.LLM, 5);
        Slice picture = device.slice(TestTaskTypes.IMAGE, 5)) {
      assertThat(chat).isNotSameAs(picture);
    }
    DeviceUse use = two.use().get(0);
    assertThat(use.shared()).isFalse();
    assertThat(use.lanes()).allMatch(lane -> lane.busyNanos() > 0);
  }

  @Test
  void a_node_without_devices_is_refused() {
    assertThatThrownBy(() -> Devices.unshared(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give it the CPU");
  }
}
