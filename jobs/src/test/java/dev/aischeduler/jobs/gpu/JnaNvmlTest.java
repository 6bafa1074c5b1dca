package dev.aischeduler.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls a real shared library with the signatures of {@code nvml.h}. */
final class JnaNvmlTest {
  private static final String SOURCE =
      """
      #include <stdio.h>
      typedef struct { unsigned long long total, free, used; } nvmlMemory_t;
      typedef struct { unsigned int gpu, memory; } nvmlUtilization_t;
      static int started;
      static int handles[8];
      static unsigned int at(void *device) { return (int *) device - handles; }
      int nvmlInit_v2(void) { started = INIT == 0; return INIT; }
      int nvmlShutdown(void) { started = 0; return 0; }
      const char *nvmlErrorString(int code) { return code == 15 ? "GPU is lost" : "some error"; }
      int nvmlSystemGetDriverVersion(char *text, unsigned int length) {
        if (!started) return 1;
        return snprintf(text, length, "535.183.01") > 0 ? 0 : 7;
      }
      int nvmlSystemGetCudaDriverVersion(int *version) { *version = 12020; return 0; }
      int nvmlDeviceGetCount_v2(unsigned int *count) { *count = COUNT; return started ? 0 : 1; }
      int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device) {
        if (index >= COUNT) return 2;
        if (index == LOST) return 15;
        *device = &handles[index];
        return 0;
      }
      int nvmlDeviceGetName(void *device, char *name, unsigned int length) {
        snprintf(name, length, "NVIDIA Test %u", at(device));
        return 0;
      }
      int nvmlDeviceGetUUID(void *device, char *uuid, unsigned int length) {
        snprintf(uuid, length, "GPU-%08u-1111-2222-3333-444444444444", at(device));
        return 0;
      }
      int nvmlDeviceGetMemoryInfo(void *device, nvmlMemory_t *memory) {
        memory->total = 85899345920ULL;
        memory->used = 1073741824ULL * (at(device) + 1);
        memory->free = memory->total - memory->used;
        return 0;
      }
      int nvmlDeviceGetUtilizationRates(void *device, nvmlUtilization_t *rates) {
        if (at(device) == 1) return 3;
        rates->gpu = 97;
        rates->memory = 5;
        return 0;
      }
      int nvmlDeviceGetCudaComputeCapability(void *device, int *major, int *minor) {
        *major = 8;
        *minor = 6;
        return device == 0;
      }
      """;

  @TempDir Path folder;

  private String driver(int init, int count, int lost) throws Exception {
    return NativeCompiler.compile(
            folder.resolve("libfake-nvml.so.1"),
            SOURCE,
            "-DINIT=" + init,
            "-DCOUNT=" + count,
            "-DLOST=" + lost)
        .toString();
  }

  @Test
  void values_are_read_as_the_library_writes_them() throws Exception {
    String library = driver(0, 2, 9);
    try (Nvml nvml = JnaNvml.open(library)) {
      assertThat(nvml.driver()).isEqualTo("535.183.01");
      assertThat(nvml.cuda()).isEqualTo(12020);
      assertThat(nvml.count()).isEqualTo(2);
      assertThat(nvml.gpu(0))
          .isEqualTo(
              new Gpu(
                  0,
                  "GPU-00000000-1111-2222-3333-444444444444",
                  "NVIDIA Test 0",
                  85899345920L,
                  1L << 30,
                  97,
                  "8.6"));
      assertThat(nvml.gpu(1).memoryUsed()).isEqualTo(2L << 30);
      assertThat(nvml.gpu(1).utilisation()).as("a GPU that does not tell").isNull();
    }
  }

  @Test
  void an_error_is_reported_with_the_library_s_message() throws Exception {
    String library = driver(0, 2, 1);
    try (Nvml nvml = JnaNvml.open(library)) {
      assertThatThrownBy(() -> nvml.gpu(1))
          .isInstanceOf(NvmlException.class)
          .hasMessage("nvmlDeviceGetHandleByIndex_v2 failed: GPU is lost (NVML 15)");
    }
  }

  @Test
  void a_driver_that_is_not_running_is_reported_with_the_remedy() throws Exception {
    String library = driver(9, 0, 0);
    assertThatThrownBy(() -> JnaNvml.open(library)).hasMessageContaining("modprobe nvidia");
  }

  @Test
  void a_driver_that_was_updated_asks_for_a_restart() throws Exception {
    String library = driver(18, 0, 0);
    assertThatThrownBy(() -> JnaNvml.open(library)).hasMessageContaining("restart the machine");
  }

  @Test
  void a_missing_library_means_that_there_is_no_driver() {
    assertThatThrownBy(() -> JnaNvml.open("libnvidia-ml-not-there.so.1"))
        .isInstanceOf(NvmlException.class)
        .hasMessageContaining("no NVIDIA driver is installed");
  }
}
