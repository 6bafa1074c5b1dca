package dev.aischeduler.jobs.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How sessions are opened on a GPU.
 *
 * @param ordinal CUDA's number of the GPU, from 0
 * @param memoryLimit most bytes that the arena of one session may hold; 0 for no limit
 */
record CudaSession(int ordinal, long memoryLimit) {
  private static final Pattern FAILURE = Pattern.compile("(CUDA|CUDNN|CUBLAS) failure [^;]*[^; ]");
  private static final int LONGEST = 300;

  /**
   * Opens a model on the GPU.
   *
   * @param model a whole graph
   * @param options of the session; the provider is added to them
   * @throws OrtException when the GPU, the driver or a library refuses
   */
  OrtSession open(OrtEnvironment environment, Graph model, OrtSession.SessionOptions options)
      throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(ordinal)) {
      // Doubling, the default, would take twice what a model needs from the others on the GPU.
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      // Trying every algorithm, the default, stops for seconds at each new size of a picture.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      if (memoryLimit > 0) {
        cuda.add("gpu_mem_limit", Long.toString(memoryLimit));
      }
      options.addCUDA(cuda);
      return model.open(environment, options);
    }
  }

  /**
   * The gist of a refusal, in one line: ONNX Runtime's messages carry places in its sources, and
   * CUDA's error in the middle of them.
   */
  static String reason(Throwable refusal) {
    String message = String.valueOf(refusal.getMessage()).replaceAll("\\s+", " ").strip();
    Matcher failure = FAILURE.matcher(message);
    if (failure.find()) {
      return failure.group();
    }
    String plain = message.replaceFirst("^Error code - \\w+ - message: ", "");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
  }

  /** A model that can be opened with options. */
  @FunctionalInterface
  interface Graph {
    /** Opens it; the caller closes the session. */
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }
}
