package dev.aischeduler.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceChoiceTest {

  /** CUDA that works but for what a test breaks; remembers what was tried. */
  private static final class FakeCuda implements CudaSupport {
    private final String missing;
    private final Map<Integer, String> broken;
    private final List<String> calls = new ArrayList<>();

    FakeCuda(String missing, Map<Integer, String> broken) {
      this.missing = missing;
      this.broken = broken;
    }

    @Override
    public String prepare() {
      calls.add("prepare");
      return missing;
    }

    @Override
    public String probe(int ordinal) {
      calls.add("probe " + ordinal);
      return broken.getOrDefault(ordinal, "");
    }
  }

  private final FakeCuda cuda = new FakeCuda("", Map.of());

  private DeviceChoice choose(String wanted, int gpus, @Nullable String visible) {
    return DeviceChoice.choose(wanted, FakeNvml.report(gpus), visible, cuda);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void auto_takes_every_gpu(int count) {
    DeviceChoice choice = choose("auto", count, null);
    assertThat(choice.gpus()).extracting(d -> d.gpu().index()).hasSize(count).isSorted();
    assertThat(choice.problems()).isEmpty();
    assertThat(choice.note()).startsWith("the gpu lanes run on gpu0 (Fake H100)");
  }

  @Test
  void without_a_gpu_nothing_is_loaded_and_the_note_says_why() {
    DeviceChoice choice =
        DeviceChoice.choose("auto", GpuReport.none("no NVIDIA driver is installed"), null, cuda);
    assertThat(choice.gpus()).isEmpty();
    assertThat(choice.problems()).as("nobody asked for a GPU").isEmpty();
    assertThat(choice.note()).startsWith("no GPU is used (no NVIDIA driver is installed)");
    assertThat(cuda.calls).isEmpty();
  }

  @Test
  void gpus_that_were_named_but_do_not_exist_are_a_problem() {
    GpuReport none = GpuReport.none("no NVIDIA driver is installed");
    assertThat(DeviceChoice.choose("0,1", none, null, cuda).problems())
        .containsExactly("no NVIDIA driver is installed");
    DeviceChoice choice = choose("1,7", 4, null);
    assertThat(choice.gpus()).extracting(CudaDevice::name).containsExactly("gpu1");
    assertThat(choice.problems()).singleElement().asString().contains("GPU 7");
    assertThat(choice.note()).contains("gpu1", "GPU 7");
  }

  @Test
  void cpu_asks_neither_the_gpu_nor_cuda() {
    DeviceChoice choice = choose("cpu", 4, null);
    assertThat(choice.gpus()).isEmpty();
    assertThat(choice.problems()).isEmpty();
    assertThat(choice.note()).contains("resources.devices is cpu");
    assertThat(cuda.calls).isEmpty();
  }

  @Test
  void a_gpu_is_named_by_its_uuid_or_the_beginning_of_it() {
    assertThat(choose("GPU-000000a2,GPU-000000a0-0000", 4, null).gpus())
        .extracting(CudaDevice::name)
        .containsExactly("gpu2", "gpu0");
  }

  @Test
  void a_build_without_cuda_says_so_and_uses_the_cpu() {
    FakeCuda without = new FakeCuda("this build has no CUDA; run make gpu", Map.of());
    DeviceChoice choice = DeviceChoice.choose("auto", FakeNvml.report(2), null, without);
    assertThat(choice.gpus()).isEmpty();
    assertThat(choice.problems()).containsExactly("this build has no CUDA; run make gpu");
    assertThat(choice.note()).contains("run make gpu");
    assertThat(without.calls).containsExactly("prepare");
  }

  @Test
  void a_gpu_that_cuda_refuses_is_left_out_and_reported() {
    FakeCuda partly = new FakeCuda("", Map.of(1, "no kernel image is available"));
    DeviceChoice choice = DeviceChoice.choose("auto", FakeNvml.report(3), null, partly);
    assertThat(choice.gpus()).extracting(CudaDevice::name).containsExactly("gpu0", "gpu2");
    assertThat(choice.problems())
        .containsExactly("GPU 1 cannot be used: no kernel image is available");
  }

  @Test
  void when_cuda_refuses_all_the_cpu_serves() {
    FakeCuda none = new FakeCuda("", Map.of(0, "driver version is insufficient"));
    DeviceChoice choice = DeviceChoice.choose("auto", FakeNvml.report(1), null, none);
    assertThat(choice.gpus()).isEmpty();
    assertThat(choice.note()).startsWith("no GPU is used (GPU 0 cannot be used: driver version");
  }

  @ParameterizedTest
  @CsvSource({
    "'2,0', 'gpu2=0 gpu0=1'",
    "'GPU-000000a3', 'gpu3=0'",
    "'1,9,0', 'gpu1=0'",
    "'0,0,1', 'gpu0=0'",
    "'', ''",
    "'-1', ''",
  })
  void gpus_are_numbered_as_cuda_numbers_the_visible_ones(String variable, String expected) {
    assertThat(
            VisibleGpus.of(FakeNvml.gpusOf(4), variable).stream()
                .map(d -> d.name() + "=" + d.ordinal()))
        .containsExactlyElementsOf(
            expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
  }

  @Test
  void hidden_gpus_are_not_used_and_the_variable_is_named() {
    DeviceChoice choice = choose("auto", 2, "-1");
    assertThat(choice.gpus()).isEmpty();
    assertThat(choice.note()).contains("CUDA_VISIBLE_DEVICES is \"-1\"");
    assertThat(choose("0", 2, "1").problems()).singleElement().asString().contains("GPU 0");
  }
}
