package dev.aischeduler.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on any machine; where ONNX Runtime has CUDA and a GPU, see the figures of the doctor. */
final class OnnxRuntimeTest {
  @TempDir Path folder;
  private final OnnxRuntime runtime = new OnnxRuntime(1);

  private static Device device(DeviceSpec spec) {
    return Devices.unshared(List.of(spec), ShippedTasks.types().all()).all().get(0);
  }

  /** A GPU that no machine has. */
  private static Device absentGpu() {
    return device(DeviceSpec.gpu(63));
  }

  private Path probe() throws IOException {
    Path file = folder.resolve("probe.onnx");
    try (InputStream in = OnnxCuda.class.getResourceAsStream("probe.onnx")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  @Test
  void the_probe_computes_what_it_should_on_the_cpu() throws Exception {
    try (OrtSession session = runtime.open(probe())) {
      assertThat(OnnxCuda.check(runtime.environment(), session)).isEmpty();
    }
  }

  @Test
  void a_model_that_cuda_refuses_is_opened_on_the_cpu_and_the_reason_kept() throws Exception {
    OnnxRuntime gpu = runtime.on(absentGpu(), 1L << 30);
    try (OrtSession session = gpu.open(probe())) {
      assertThat(OnnxCuda.check(gpu.environment(), session)).isEmpty();
    }
    assertThat(gpu.provider().name()).isEqualTo("cpu");
    assertThat(gpu.provider().fallback()).contains("CUDA");
    assertThat(gpu.provider().facts())
        .containsEntry("device", "gpu63")
        .containsKey("provider_note");
  }

  @Test
  void a_model_of_the_cpu_is_never_tried_on_a_gpu() throws Exception {
    OnnxRuntime cpu = runtime.on(device(DeviceSpec.cpu()), 0);
    try (OrtSession session = cpu.open(probe())) {
      assertThat(session.getNumOutputs()).isEqualTo(1);
    }
    assertThat(cpu.provider().facts()).isEqualTo(Map.of("device", "cpu", "provider", "cpu"));
  }

  @Test
  void a_damaged_model_is_an_error_on_any_device() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
    assertThatThrownBy(() -> runtime.on(absentGpu(), 0).open(broken))
        .isInstanceOf(OrtException.class);
  }

  @Test
  void a_missing_gpu_is_refused_with_a_reason() {
    assertThat(new OnnxCuda(CudaLibraries.ofProcess(folder)).probe(63)).contains("CUDA");
  }

  @Test
  void parts_of_a_model_may_run_on_different_providers() {
    ModelProvider provider = new ModelProvider("gpu0");
    provider.openedOnCuda();
    assertThat(provider.facts()).isEqualTo(Map.of("device", "gpu0", "provider", "cuda"));
    provider.refused("no kernel for operator X");
    provider.openedOnCpu();
    assertThat(provider.name()).isEqualTo("cuda+cpu");
    assertThat(provider.fallback()).isEqualTo("no kernel for operator X");
  }

  @Test
  void a_refusal_is_reported_in_one_line_without_source_locations() {
    assertThat(
            CudaSession.reason(
                error(
                    "Error code - ORT_FAIL - message: /onnxruntime_src/core/info.cc:60 FAIL :"
                        + " Failed to parse \"device_id\": CUDA failure 35: CUDA driver version is"
                        + " insufficient for CUDA runtime version ; GPU=-1 ; hostname=vm ; line=67"
                        + " ; expr=cudaGetDeviceCount(&num_devices); \n")))
        .isEqualTo("CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version");
    assertThat(
            CudaSession.reason(
                error("Error code - ORT_EP_FAIL - message: Failed to find CUDA shared provider")))
        .isEqualTo("Failed to find CUDA shared provider");
    assertThat(CudaSession.reason(error("x".repeat(1000)))).hasSize(303);
  }

  private static OrtException error(String message) {
    return new OrtException(message);
  }
}
