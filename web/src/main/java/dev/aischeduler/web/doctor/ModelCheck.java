package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** For each configured engine, the model that it resolves to and the devices that would run it. */
record ModelCheck(Settings settings, ModelCatalogue catalogue, NodeGpus gpus) implements Check {

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    for (TaskType type : settings.engines().byType().keySet()) {
      findings.add(look(type));
    }
    return findings;
  }

  private Finding look(TaskType type) {
    String engine = settings.engines().of(type);
    ModelFolder folder;
    try {
      folder = catalogue.resolve(type, engine);
    } catch (ModelNotInstalledException e) {
      return Finding.problem(
          "model",
          type.wireName() + ": " + e.getMessage(),
          "see ai_scheduler models list, then ai_scheduler models pull NAME");
    }
    if (!Files.isDirectory(folder.path())) {
      return Finding.problem(
          "model",
          type.wireName() + ": there is no folder " + folder.path(),
          "install the product again: its miniature models are missing");
    }
    String provider = cuda(type) ? "cuda" : "cpu";
    String where =
        cuda(type)
            ? gpus.devices().stream().map(DeviceSpec::name).collect(Collectors.joining(", "))
            : "cpu";
    String detail =
        type.wireName() + ": " + folder.name() + ", on " + where + " (" + provider + ")";
    Finding finding =
        folder.miniature() && !folder.name().equals(engine)
            ? Finding.note(
                "model",
                detail + "; the miniature model is used because " + engine + " is not installed",
                "for full quality: ai_scheduler models list, then ai_scheduler models pull NAME")
            : Finding.ok("model", detail);
    return finding.with(
        Map.of(
            "type",
            type.wireName(),
            "engine",
            engine,
            "model",
            folder.name(),
            "miniature",
            folder.miniature(),
            "provider",
            provider,
            "devices",
            where));
  }

  /**
   * Whether CUDA runs the models of a task type: lanes without a device share always run on the
   * CPU.
   */
  private boolean cuda(TaskType type) {
    return settings.resources().gpuAllocation().types().contains(type)
        && !gpus.choice().gpus().isEmpty();
  }
}
