package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessMemoryTest {
  private static final int TOUCHED = 64 << 20;

  @TempDir Path proc;

  @Test
  void memory_that_this_process_takes_shows_as_its_own() {
    ProcessMemory memory = new ProcessMemory();
    long before = memory.use().process();
    ByteBuffer taken = ByteBuffer.allocateDirect(TOUCHED);
    for (int at = 0; at < TOUCHED; at += 4096) {
      taken.put(at, (byte) 1);
    }
    MemoryUse use = memory.use();
    assertThat(use.process()).isBetween(before + TOUCHED / 2, use.used());
    assertThat(use.used()).isLessThan(use.total());
    assertThat(taken.get(4096)).isEqualTo((byte) 1);
  }

  @Test
  void a_file_cache_counts_as_free() throws Exception {
    long total = new ProcessMemory().use().total();
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/status"), "Name:\tjava\nVmRSS:\t  2048 kB\n");
    Files.writeString(
        proc.resolve("meminfo"),
        "MemTotal:  " + total / 1024 + " kB\nMemFree: 1 kB\nMemAvailable:  4096 kB\n");
    MemoryUse use = new ProcessMemory(proc).use();
    assertThat(use.free()).isEqualTo(4096 * 1024);
    assertThat(use.process()).isEqualTo(2048 * 1024);
  }

  @Test
  void in_a_container_free_is_what_its_limit_leaves() throws Exception {
    long limit = new ProcessMemory().use().total();
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/status"), "VmRSS: 1024 kB\n");
    long machine = limit / 1024 * 4;
    Files.writeString(
        proc.resolve("meminfo"),
        "MemTotal: " + machine + " kB\nMemAvailable: " + machine + " kB\n");
    assertThat(new ProcessMemory(proc).use().free()).isEqualTo(limit - (1 << 20));
  }

  @Test
  void without_linux_the_heap_and_the_free_memory_stand_in() {
    MemoryUse use = new ProcessMemory(proc).use();
    assertThat(use.process()).isEqualTo(Runtime.getRuntime().totalMemory());
    assertThat(use.free()).isPositive();
  }
}
