package dev.aischeduler.web.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.db.Database;
import dev.aischeduler.engine.device.MemoryUse;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.GpuFinder;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.app.FakeGpus;
import dev.aischeduler.web.doctor.Finding.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  @TempDir Path work;

  private List<Finding> examine(GpuFinder gpus, Map<String, String> settings) {
    Home home = new Home(Path.of(System.getProperty("ai_scheduler.home", "..")), work);
    CudaLibraries libraries = CudaLibraries.ofProcess(work.resolve("cache"));
    return new Doctor(settings(settings), home, gpus, libraries, Clock.systemUTC()).examine();
  }

  private Settings settings(Map<String, String> overrides) {
    List<SettingOverride> all = new ArrayList<>();
    all.add(new SettingOverride("server.port", "0", "test"));
    overrides.forEach((path, value) -> all.add(new SettingOverride(path, value, "test")));
    return new SettingsLoader(ShippedTasks.types(), Map.of(), work, Machine.here())
        .load(null, all)
        .settings();
  }

  private static List<Finding> of(List<Finding> findings, String check) {
    return findings.stream().filter(f -> f.check().equals(check)).toList();
  }

  private static Finding one(List<Finding> findings, String check) {
    assertThat(of(findings, check)).as(check).hasSize(1);
    return of(findings, check).get(0);
  }

  @Test
  void a_machine_without_a_gpu_is_fine_and_every_check_is_made() {
    List<Finding> findings = examine(FakeGpus.none(), Map.of());
    assertThat(findings).noneMatch(f -> f.state() == State.PROBLEM && !f.check().equals("memory"));
    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly(
            "java",
            "memory",
            "disk",
            "database",
            "port",
            "driver",
            "cuda",
            "onnxruntime",
            "model",
            "model",
            "model");
    assertThat(one(findings, "driver").detail()).isEqualTo("no NVIDIA driver is installed");
    assertThat(of(findings, "model"))
        .allMatch(f -> f.facts().get("provider").equals("cpu"))
        .allMatch(f -> f.state() == State.NOTE && f.detail().contains("miniature"));
    assertThat(one(findings, "onnxruntime").detail()).contains("ONNX Runtime 1.", "CPU");
  }

  @Test
  void looking_makes_no_database_and_no_folder() throws IOException {
    examine(FakeGpus.none(), Map.of());
    try (var files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void gpus_in_use_are_named_with_the_models_that_would_run_on_them() {
    List<Finding> findings = examine(FakeGpus.working(4), Map.of("resources.devices", "0,2"));
    assertThat(of(findings, "gpu")).hasSize(4);
    assertThat(of(findings, "gpu"))
        .extracting(f -> f.facts().get("used"))
        .containsExactly(true, false, true, false);
    assertThat(one(findings, "driver").detail()).contains("550.54.15", "CUDA up to 12.4");
    assertThat(of(findings, "model"))
        .extracting(f -> f.facts().get("type") + " " + f.facts().get("devices"))
        .containsExactlyInAnyOrder("llm gpu0, gpu2", "image gpu0, gpu2", "tts cpu");
  }

  @Test
  void a_gpu_that_cannot_be_used_is_to_be_fixed_unless_the_cpu_was_chosen() {
    GpuFinder gpus = FakeGpus.unusable(1, "this build has no CUDA; run make gpu");
    List<Finding> findings = examine(gpus, Map.of());
    assertThat(of(findings, "gpu"))
        .filteredOn(f -> f.state() == State.PROBLEM)
        .singleElement()
        .satisfies(f -> assertThat(f.detail()).contains("make gpu"))
        .satisfies(f -> assertThat(f.remedy()).contains("resources.devices"));
    assertThat(examine(gpus, Map.of("resources.devices", "cpu")))
        .noneMatch(f -> f.check().equals("gpu") && f.state() == State.PROBLEM);
  }

  @Test
  void a_model_that_is_required_but_not_installed_is_to_be_fixed() {
    List<Finding> findings = examine(FakeGpus.none(), Map.of("engines.require_installed", "true"));
    assertThat(of(findings, "model"))
        .hasSize(3)
        .allMatch(f -> f.state() == State.PROBLEM && f.detail().contains("not installed"));
  }

  @Test
  void a_port_in_use_by_another_program_is_to_be_fixed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // It takes connections and never says a word.
      String port = Integer.toString(other.getLocalPort());
      Finding finding = one(examine(FakeGpus.none(), Map.of("server.port", port)), "port");
      assertThat(finding.state()).isEqualTo(State.PROBLEM);
      assertThat(finding.remedy()).contains("server.port");
    }
  }

  @Test
  void a_database_that_does_not_answer_is_to_be_fixed() {
    String url = "jdbc:postgresql://127.0.0.1:1/none";
    Finding finding = one(examine(FakeGpus.none(), Map.of("database.url", url)), "database");
    assertThat(finding.state()).isEqualTo(State.PROBLEM);
    assertThat(finding.detail()).contains("127.0.0.1:1");
    assertThat(finding.remedy()).contains("database.url");
  }

  @Test
  void the_size_of_the_database_is_told_and_judged() {
    long gib = 1L << 30;
    Settings.Database settings = settings(Map.of()).database();
    Database.open(settings, work).close();
    Finding file = new DatabaseCheck(settings, work).look().get(0);
    assertThat(file.state()).isEqualTo(State.OK);
    assertThat(file.detail()).contains("of content", "free on its disk");
    assertThat(file.facts().get("size")).isInstanceOf(Long.class).isNotEqualTo(0L);
    assertThat(DatabaseCheck.size("it answers", gib, gib / 2, 9 * gib).state()).isEqualTo(State.OK);
    Finding wasteful = DatabaseCheck.size("it answers", 2 * gib, gib / 8, 9 * gib);
    assertThat(wasteful.state()).isEqualTo(State.NOTE);
    assertThat(wasteful.remedy()).contains("compacts");
    Finding large = DatabaseCheck.size("it answers", 2 * gib, gib, gib);
    assertThat(large.state()).isEqualTo(State.PROBLEM);
    assertThat(large.remedy()).contains("retention");
  }

  @Test
  void results_that_could_not_be_written_are_to_be_fixed() throws IOException {
    Path file = Files.createFile(work.resolve("a-file"));
    Finding finding =
        one(
            examine(FakeGpus.none(), Map.of("artifacts.path", file.resolve("sub").toString())),
            "disk");
    assertThat(finding.state()).isEqualTo(State.PROBLEM);
    assertThat(finding.remedy()).contains("artifacts.path");
  }

  @Test
  void too_little_memory_and_an_old_java_are_to_be_fixed() {
    MemoryUse full = new MemoryUse(8L << 30, (8L << 30) - 1000, 0);
    assertThat(new MemoryCheck(() -> full).look().get(0).state()).isEqualTo(State.PROBLEM);
    Runtime.Version old = Runtime.Version.parse("11.0.2");
    assertThat(new JavaCheck(old, "/jdk").look().get(0).remedy()).contains("JDK 17");
  }
}
