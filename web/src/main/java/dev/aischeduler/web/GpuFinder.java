package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.jobs.gpu.CudaLibraries;
import dev.aischeduler.jobs.gpu.JnaNvml;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.gpu.RuntimeLibraries;
import dev.aischeduler.jobs.model.OnnxCuda;
import java.nio.file.Path;

/** Finds the GPUs of a node. */
@FunctionalInterface
public interface GpuFinder {

  /** Finds them, chooses among them as the settings say, and loads CUDA when one is used. */
  NodeGpus find(Settings.Resources settings);

  /** Those of this machine; makes ONNX Runtime ready for them, or for the CPU. */
  static NodeGpus ofMachine(Settings.Resources settings) {
    Path cache = cache(settings);
    NodeGpus gpus =
        NodeGpus.find(
            settings.devices(),
            System.getenv("CUDA_VISIBLE_DEVICES"),
            JnaNvml::open,
            new OnnxCuda(CudaLibraries.ofProcess(cache)));
    RuntimeLibraries.ofProcess(cache).prepare();
    return gpus;
  }

  /** The folder in which native libraries are unpacked. */
  static Path cache(Settings.Resources settings) {
    String folder = settings.libraryCache();
    return folder.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), folder.substring(2))
        : Path.of(folder);
  }
}
