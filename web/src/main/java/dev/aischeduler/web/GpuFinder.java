package dev.aischeduler.web;

import dev.aischeduler.config.Settings;
import dev.aischeduler.jobs.gpu.JnaNvml;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import dev.aischeduler.jobs.gpu.library.RuntimeLibraries;
import dev.aischeduler.jobs.model.OnnxCuda;
import java.nio.file.Path;

/** Finds the GPUs of a node. */
@FunctionalInterface
public interface GpuFinder {

  /** Finds them, chooses among them as the settings say, and loads CUDA when one is used. */
  NodeGpus find(Settings.Resources settings);

  /** Those of this machine. */
  static NodeGpus ofMachine(Settings.Resources settings) {
    return NodeGpus.find(
        settings.devices(),
        System.getenv("CUDA_VISIBLE_DEVICES"),
        JnaNvml::open,
        new OnnxCuda(CudaLibraries.ofProcess(cache(settings))));
  }

  /** Those of this machine; also unpacks what models need where there is none of them. */
  static NodeGpus forModels(Settings.Resources settings) {
    NodeGpus gpus = ofMachine(settings);
    RuntimeLibraries.ofProcess(cache(settings)).prepare();
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
