package dev.aischeduler.jobs.gpu.library;

import java.util.List;

/** The native libraries that ONNX Runtime's CUDA provider needs. */
final class CudaNames {
  /**
   * CUDA 12.6 and cuDNN 9.5, each behind those that it needs. What is loaded already is found by
   * its name, so that no search path has to lead to the folder. cuDNN opens its parts, and nvrtc
   * its built-in functions, by name only when they are needed: they are loaded here as well.
   */
  static final List<String> LOAD_ORDER =
      List.of(
          "libcudart.so.12",
          "libnvJitLink.so.12",
          "libnvrtc-builtins.so.12.6",
          "libnvrtc.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcurand.so.10",
          "libcudnn_graph.so.9",
          "libcudnn.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9");

  /** Those that the provider itself names; the others are theirs. */
  static final List<String> REQUIRED =
      List.of(
          "libcudart.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcufft.so.11",
          "libcurand.so.10",
          "libcudnn.so.9");

  /** Folder of these libraries in the jar of the profile {@code gpu}. */
  static final String CUDA_FOLDER = "org/bytedeco/cuda/linux-x86_64/";

  /** Folder of ONNX Runtime's own libraries in its jar. */
  static final String RUNTIME_FOLDER = "ai/onnxruntime/native/linux-x64/";

  /** What a build with CUDA has more than others. */
  static final String PROVIDER = "libonnxruntime_providers_cuda.so";

  /** ONNX Runtime with its CUDA provider. */
  static final List<String> RUNTIME =
      List.of(
          "libonnxruntime.so",
          "libonnxruntime4j_jni.so",
          "libonnxruntime_providers_shared.so",
          PROVIDER);

  private CudaNames() {}
}
