package dev.aischeduler.web.doctor;

import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this build supports CUDA, and where the CUDA and cuDNN libraries come from. */
record CudaCheck(NodeGpus gpus, CudaLibraries libraries) implements Check {

  @Override
  public List<Finding> look() {
    boolean built = libraries.built();
    return List.of(finding(built).with(Map.of("built", built)));
  }

  private Finding finding(boolean built) {
    if (!built) {
      boolean useful = !gpus.watch().read().gpus().isEmpty();
      return Finding.note(
          "cuda", "this build runs on the CPU only", useful ? "run make gpu to use the GPU" : "");
    }
    try {
      Optional<String> origin = libraries.origin();
      if (origin.isEmpty()) {
        return Finding.problem("cuda", "CUDA 12 and cuDNN 9 were not found", "run make gpu");
      }
      String detail = "CUDA 12 and cuDNN 9 are " + origin.get();
      return gpus.choice().gpus().isEmpty()
          ? Finding.note("cuda", detail + ", but no GPU is used; all models run on the CPU", "")
          : Finding.ok("cuda", detail);
    } catch (IOException e) {
      return Finding.problem(
          "cuda", "the CUDA libraries cannot be read: " + e.getMessage(), "run make gpu again");
    }
  }
}
