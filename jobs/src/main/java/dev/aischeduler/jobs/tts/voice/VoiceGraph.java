package dev.aischeduler.jobs.tts.voice;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.aischeduler.jobs.model.GraphRun;
import dev.aischeduler.jobs.model.OnnxRuntime;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The VITS graph as exported: names and types of its inputs are read from the graph, since they
 * differ between exports ({@code scales} or three numbers, {@code sid} or none, int64 or int32).
 * Thread-safe.
 */
final class VoiceGraph implements AutoCloseable {
  private final OnnxRuntime runtime;
  private final OrtSession session;
  private final Map<String, TensorInfo> inputs = new HashMap<>();
  private final String output;

  /**
   * Over an open session, which this object closes.
   *
   * @throws OrtException when an input is none that this code can fill
   */
  VoiceGraph(OnnxRuntime runtime, OrtSession session) throws OrtException {
    this.runtime = runtime;
    this.session = session;
    this.output = session.getOutputNames().iterator().next();
    for (NodeInfo node : session.getInputInfo().values()) {
      if (!(node.getInfo() instanceof TensorInfo info)
          || !VoiceInputs.NAMES.contains(node.getName())) {
        throw new OrtException(
            "the graph has an unknown input '" + node.getName() + "'; is it a VITS voice?");
      }
      inputs.put(node.getName(), info);
    }
  }

  /**
   * One run.
   *
   * @return samples, about -1..1
   */
  float[] run(VoiceInputs values, OrtSession.RunOptions options) throws OrtException {
    try (GraphRun run = new GraphRun(runtime.tensors())) {
      for (Map.Entry<String, TensorInfo> input : inputs.entrySet()) {
        run.input(input.getKey(), tensor(input.getKey(), input.getValue(), values));
      }
      OnnxTensor audio = (OnnxTensor) run.run(session, options).get(output).orElseThrow();
      FloatBuffer samples = audio.getFloatBuffer();
      float[] copy = new float[samples.remaining()];
      samples.get(copy);
      return copy;
    }
  }

  private OnnxTensor tensor(String name, TensorInfo info, VoiceInputs values) throws OrtException {
    OrtEnvironment environment = runtime.environment();
    boolean ids = VoiceInputs.IDS.contains(name);
    if (info.type == OnnxJavaType.FLOAT) {
      float[] numbers = values.floats(name);
      return OnnxTensor.createTensor(
          environment, FloatBuffer.wrap(numbers), new long[] {numbers.length});
    }
    long[] numbers = values.integers(name);
    long[] shape = ids ? new long[] {1, numbers.length} : new long[] {numbers.length};
    if (info.type == OnnxJavaType.INT64) {
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
    }
    if (info.type == OnnxJavaType.INT32) {
      IntBuffer narrow = IntBuffer.allocate(numbers.length);
      for (long n : numbers) {
        narrow.put((int) n);
      }
      return OnnxTensor.createTensor(environment, narrow.flip(), shape);
    }
    throw new OrtException(
        "input '" + name + "' has type " + info.type + "; int64, int32 or float are expected");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the voice's session could not be closed", e);
    }
  }
}
