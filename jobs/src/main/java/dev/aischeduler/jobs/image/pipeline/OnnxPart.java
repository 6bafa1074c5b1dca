package dev.aischeduler.jobs.image.pipeline;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.aischeduler.engine.device.Slice;
import dev.aischeduler.jobs.model.GraphRun;
import dev.aischeduler.jobs.model.OnnxRuntime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One graph of a pipeline, {@code <part>/model.onnx}. Numbers are converted to the types that the
 * graph declares, since exports differ (fp16 or fp32, int64, int32 or float). Thread-safe.
 */
final class OnnxPart implements AutoCloseable {
  private final Path file;
  private final OnnxRuntime runtime;
  private final OrtSession session;
  private final Map<String, TensorInfo> inputs;

  private OnnxPart(
      Path file, OnnxRuntime runtime, OrtSession session, Map<String, TensorInfo> inputs) {
    this.file = file;
    this.runtime = runtime;
    this.session = session;
    this.inputs = inputs;
  }

  /**
   * Opens a part.
   *
   * @param names the inputs that the caller can fill; all of them must be there and no other
   * @throws IOException when the graph is missing, damaged or of another kind; names the file
   */
  static OnnxPart open(Path folder, String part, Set<String> names, OnnxRuntime runtime)
      throws IOException {
    Path file = folder.resolve(part).resolve("model.onnx");
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + " is missing; install the model again");
    }
    try {
      OrtSession session = runtime.open(file);
      try {
        return new OnnxPart(file, runtime, session, inputs(session, names, file));
      } catch (OrtException | IOException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new IOException(
          file + " cannot be opened (" + e.getMessage() + "); install the model again", e);
    }
  }

  private static Map<String, TensorInfo> inputs(OrtSession session, Set<String> names, Path file)
      throws OrtException, IOException {
    Map<String, TensorInfo> inputs = new HashMap<>();
    session
        .getInputInfo()
        .forEach(
            (name, node) -> {
              if (node.getInfo() instanceof TensorInfo info) {
                inputs.put(name, info);
              }
            });
    if (!inputs.keySet().equals(names)) {
      throw new IOException(
          file
              + " has inputs "
              + session.getInputNames()
              + " instead of "
              + names
              + "; export a Stable Diffusion 1.x or 2.x pipeline to ONNX");
    }
    return inputs;
  }

  /** Lengths of an input's axes; -1 where any length will do. */
  long[] axes(String input) {
    return info(input).getShape();
  }

  /** The file, for messages. */
  Path file() {
    return file;
  }

  /**
   * Runs the graph, in one slice of device time.
   *
   * @return the first output
   * @throws OrtException also when stopped
   */
  Tensor run(Map<String, Tensor> values, RunContext context)
      throws OrtException, InterruptedException {
    try (GraphRun run = new GraphRun(runtime.tensors())) {
      for (Map.Entry<String, Tensor> input : values.entrySet()) {
        run.input(input.getKey(), tensor(info(input.getKey()), input.getValue()));
      }
      OnnxTensor first = (OnnxTensor) runSlice(run, context).get(0);
      FloatBuffer numbers = first.getFloatBuffer();
      if (numbers == null) {
        throw new OrtException(file + " computes " + first.getInfo().type + ", not floats");
      }
      float[] copy = new float[numbers.remaining()];
      numbers.get(copy);
      return new Tensor(copy, first.getInfo().getShape());
    }
  }

  private OrtSession.Result runSlice(GraphRun run, RunContext context)
      throws OrtException, InterruptedException {
    Slice slice = context.slice();
    try {
      return run.run(session, context.options());
    } finally {
      slice.close();
    }
  }

  private TensorInfo info(String input) {
    TensorInfo info = inputs.get(input);
    if (info == null) {
      throw new IllegalArgumentException(file + " has no input " + input);
    }
    return info;
  }

  private OnnxTensor tensor(TensorInfo info, Tensor tensor) throws OrtException {
    OrtEnvironment environment = runtime.environment();
    float[] values = tensor.values();
    return switch (info.type) {
      case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), tensor.shape());
      case FLOAT16 ->
          OnnxTensor.createTensor(
              environment,
              Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(values)),
              tensor.shape(),
              info.type);
      case DOUBLE -> {
        DoubleBuffer wide = DoubleBuffer.allocate(values.length);
        for (float value : values) {
          wide.put(value);
        }
        yield OnnxTensor.createTensor(environment, wide.flip(), tensor.shape());
      }
      case INT64 -> {
        LongBuffer whole = LongBuffer.allocate(values.length);
        for (float value : values) {
          whole.put(Math.round(value));
        }
        yield OnnxTensor.createTensor(environment, whole.flip(), tensor.shape());
      }
      case INT32 -> {
        IntBuffer whole = IntBuffer.allocate(values.length);
        for (float value : values) {
          whole.put(Math.round(value));
        }
        yield OnnxTensor.createTensor(environment, whole.flip(), tensor.shape());
      }
      default -> throw new OrtException(file + " takes numbers of unsupported type " + info.type);
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(file + " could not be freed", e);
    }
  }
}
