package dev.aischeduler.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GpusTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void every_gpu_is_reported(int count) {
    GpuReport report = Gpus.open(() -> new FakeNvml(count)).read();
    assertThat(report.gpus()).isEqualTo(FakeNvml.gpusOf(count));
    assertThat(report.driver()).isEqualTo("550.54.15");
    assertThat(report.cuda()).isEqualTo("12.4");
    assertThat(report.problem()).isEmpty();
  }

  @Test
  void a_driver_without_a_gpu_is_named() {
    GpuReport report = Gpus.open(() -> new FakeNvml(0)).read();
    assertThat(report.gpus()).isEmpty();
    assertThat(report.driver()).isEqualTo("550.54.15");
    assertThat(report.problem()).contains("550.54.15", "sees no GPU");
  }

  @Test
  void a_lost_gpu_hides_no_other() {
    GpuReport report = Gpus.open(() -> new FakeNvml(4).lose(2)).read();
    assertThat(report.gpus()).extracting(Gpu::index).containsExactly(0, 1, 3);
    assertThat(report.problem()).isEqualTo("GPU 2: GPU is lost (NVML 15)");
  }

  @Test
  void without_a_driver_the_list_is_empty_and_says_why() {
    GpuReport report =
        Gpus.open(
                () -> {
                  throw new NvmlException("no NVIDIA driver is installed");
                })
            .read();
    assertThat(report).isEqualTo(GpuReport.none("no NVIDIA driver is installed"));
  }

  @Test
  void a_machine_on_which_jna_cannot_be_loaded_has_no_gpu() {
    GpuReport report =
        Gpus.open(
                () -> {
                  throw new UnsatisfiedLinkError("the temporary folder forbids libraries");
                })
            .read();
    assertThat(report.gpus()).isEmpty();
    assertThat(report.problem()).contains("forbids libraries");
  }
}
