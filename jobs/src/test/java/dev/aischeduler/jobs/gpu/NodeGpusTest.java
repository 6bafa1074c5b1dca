package dev.aischeduler.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.device.MemoryUse;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NodeGpusTest {
  private static final CudaSupport CUDA =
      new CudaSupport() {
        @Override
        public String prepare() {
          return "";
        }

        @Override
        public String probe(int ordinal) {
          return "";
        }
      };

  private static NodeGpus find(String wanted, @Nullable String visible, FakeNvml nvml) {
    return NodeGpus.find(wanted, visible, () -> nvml, CUDA);
  }

  private static Device named(NodeGpus gpus, String name) {
    return Devices.unshared(gpus.devices(), ShippedTasks.types().all()).all().stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void each_gpu_in_use_is_a_device_and_the_cpu_stands_in_for_none() {
    assertThat(find("auto", null, new FakeNvml(4)).devices())
        .extracting(DeviceSpec::name)
        .containsExactly("gpu0", "gpu1", "gpu2", "gpu3");
    assertThat(find("auto", null, new FakeNvml(0)).devices()).containsExactly(DeviceSpec.cpu());
    assertThat(find("cpu", null, new FakeNvml(4)).devices()).containsExactly(DeviceSpec.cpu());
  }

  @Test
  void a_device_has_the_driver_s_number_in_its_name_and_cuda_s_as_ordinal() {
    assertThat(find("auto", "3,1", new FakeNvml(4)).devices())
        .isEqualTo(
            List.of(
                new DeviceSpec("gpu3", Device.Kind.GPU, 0),
                new DeviceSpec("gpu1", Device.Kind.GPU, 1)));
  }

  @Test
  void the_memory_of_a_gpu_is_watched_from_the_start_on() {
    FakeNvml nvml = new FakeNvml(2);
    NodeGpus gpus = find("auto", null, nvml);
    DeviceMemory memory = gpus.memory(named(gpus, "gpu1"));
    long total = 80 * FakeNvml.GIB;
    assertThat(memory.use()).isEqualTo(new MemoryUse(total, 2 * FakeNvml.GIB, 0));
    nvml.load(1, 5 * FakeNvml.GIB);
    assertThat(memory.use()).isEqualTo(new MemoryUse(total, 7 * FakeNvml.GIB, 5 * FakeNvml.GIB));
    nvml.lose(1);
    assertThat(memory.use().used()).as("the last that was known").isEqualTo(7 * FakeNvml.GIB);
  }

  @Test
  void a_device_that_is_no_gpu_has_no_gpu_memory() {
    NodeGpus gpus = find("0", null, new FakeNvml(2));
    Device cpu =
        Devices.unshared(List.of(DeviceSpec.cpu()), ShippedTasks.types().all()).all().get(0);
    assertThatThrownBy(() -> gpus.memory(cpu)).hasMessageContaining("cpu is no GPU in use");
  }
}
