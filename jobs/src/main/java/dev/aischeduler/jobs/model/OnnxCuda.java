package dev.aischeduler.jobs.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.gpu.CudaSupport;
import dev.aischeduler.jobs.gpu.library.CudaLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;

/**
 * ONNX Runtime's CUDA provider. A GPU is tried by running a graph of one convolution and one matrix
 * product on it, which takes the driver, CUDA, cuBLAS, cuDNN and kernels for the GPU's generation.
 */
public final class OnnxCuda implements CudaSupport {
  /** {@code y = MatMul(Conv(x, w), Conv(x, w))}; x is 4 x 4, w is 3 x 3, of floats. */
  private static final String PROBE = "probe.onnx";

  private static final long[] X = {1, 1, 4, 4};
  private static final long[] W = {1, 1, 3, 3};

  /** Each value of y when x and w are all ones: 9 x 9 + 9 x 9. */
  private static final float EXPECTED = 162;

  private final CudaLibraries libraries;

  /** Loads nothing yet. */
  public OnnxCuda(CudaLibraries libraries) {
    this.libraries = libraries;
  }

  @Override
  public String prepare() {
    try {
      libraries.load();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public String probe(int ordinal) {
    try {
      OrtEnvironment environment = OnnxRuntime.start();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
          OrtSession session =
              new CudaSession(ordinal, 0).open(environment, OnnxCuda::graph, options)) {
        return check(environment, session);
      }
    } catch (OrtException | LinkageError e) {
      return CudaSession.reason(e);
    }
  }

  /** The probe's graph. */
  static OrtSession graph(OrtEnvironment environment, OrtSession.SessionOptions options)
      throws OrtException {
    try (InputStream in = OnnxCuda.class.getResourceAsStream(PROBE)) {
      return environment.createSession(Objects.requireNonNull(in).readAllBytes(), options);
    } catch (IOException e) {
      throw new IllegalStateException(PROBE + " cannot be read from the jar", e);
    }
  }

  /** Runs the probe; empty when it gives the right values. */
  static String check(OrtEnvironment environment, OrtSession session) throws OrtException {
    try (OnnxTensor x = ones(environment, X);
        OnnxTensor w = ones(environment, W);
        OrtSession.Result result = session.run(Map.of("x", x, "w", w))) {
      FloatBuffer y = ((OnnxTensor) result.get(0)).getFloatBuffer();
      while (y.hasRemaining()) {
        float value = y.get();
        if (value != EXPECTED) {
          return "it computes wrongly: " + value + " instead of " + EXPECTED;
        }
      }
      return "";
    }
  }

  private static OnnxTensor ones(OrtEnvironment environment, long[] shape) throws OrtException {
    FloatBuffer values = FloatBuffer.allocate((int) (shape[2] * shape[3]));
    while (values.hasRemaining()) {
      values.put(1);
    }
    return OnnxTensor.createTensor(environment, values.flip(), shape);
  }
}
