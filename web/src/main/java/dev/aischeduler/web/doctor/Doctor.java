package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.engine.device.ProcessMemory;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.web.GpuFinder;
import dev.aischeduler.web.Home;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks whether this machine can run the product as configured, and names a remedy for each
 * problem. It needs no server and may run beside one. GPUs are detected and tested as a server does
 * when it starts. Not thread-safe.
 */
public final class Doctor {
  private final Settings settings;
  private final Home home;
  private final GpuFinder finder;
  private final CudaLibraries libraries;
  private final Clock clock;

  /**
   * Creates the checks of one configuration.
   *
   * @param settings configuration to check
   * @param home folders of the product and of the working files
   * @param finder finds the GPUs
   * @param libraries where the CUDA libraries come from
   * @param clock tells how long a certificate is valid
   */
  public Doctor(
      Settings settings, Home home, GpuFinder finder, CudaLibraries libraries, Clock clock) {
    this.settings = settings;
    this.home = home;
    this.finder = finder;
    this.libraries = libraries;
    this.clock = clock;
  }

  private Check results() {
    Settings.Artifacts artifacts = settings.artifacts();
    return artifacts.store().equals("s3")
        ? new ObjectStoreCheck(artifacts.s3())
        : new DiskCheck(home.work().resolve(artifacts.path()));
  }

  /**
   * Runs all checks. Takes about a second, up to half a minute when GPU libraries are unpacked for
   * the first time.
   *
   * @return the findings in the order of the checks
   */
  public List<Finding> examine() {
    ModelCatalogue catalogue =
        new ModelCatalogue(
            home.work().resolve(settings.models().path()).normalize(),
            home.miniatures(),
            settings.engines().requireInstalled());
    try (NodeGpus gpus = finder.find(settings.resources())) {
      List<Check> checks =
          List.of(
              new JavaCheck(Runtime.version(), System.getProperty("java.home")),
              new MemoryCheck(new ProcessMemory()),
              results(),
              new DatabaseCheck(settings.database(), home.work()),
              new PortCheck(settings.server(), home.work()),
              new CertificateCheck(settings.server(), home.work(), clock.instant()),
              new TraceCheck(settings.tracing()),
              new GpuCheck(gpus),
              new CudaCheck(gpus, libraries),
              new RuntimeCheck(),
              new ModelCheck(settings, catalogue, gpus));
      List<Finding> findings = new ArrayList<>();
      checks.forEach(check -> findings.addAll(check.look()));
      return List.copyOf(findings);
    }
  }
}
