package dev.aischeduler.jobs.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a graph: its inputs and outputs, counted while they are open and freed together.
 * Confined to one thread.
 */
public final class GraphRun implements AutoCloseable {
  private final TensorCount count;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private OrtSession.@Nullable Result result;

  /** A run without inputs yet. */
  public GraphRun(TensorCount count) {
    this.count = count;
  }

  /** Takes over an input. */
  public void input(String name, OnnxTensor tensor) {
    inputs.put(name, tensor);
    count.opened(1);
  }

  /**
   * Runs; once.
   *
   * @param options stop the run from another thread
   * @return the outputs, until this object is closed
   * @throws OrtException also when stopped
   */
  public OrtSession.Result run(OrtSession session, OrtSession.RunOptions options)
      throws OrtException {
    OrtSession.Result outputs = session.run(inputs, options);
    result = outputs;
    count.opened(outputs.size());
    return outputs;
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    count.closed(inputs.size());
    if (result != null) {
      result.close();
      count.closed(result.size());
    }
  }
}
