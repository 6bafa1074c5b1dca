package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Inputs and outputs of the steps of some rows. They lie over memory that stays, so they are made
 * once for many steps. Confined to one thread.
 */
final class BatchBinding implements AutoCloseable {
  private final Decoder decoder;
  private final int from;
  private final int to;
  private final Map<String, OnnxTensorLike> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();
  private Set<String> fetched = Set.of();

  /** Nothing bound yet for the rows in {@code [from, to)}. */
  BatchBinding(Decoder decoder, int from, int to) {
    this.decoder = decoder;
    this.from = from;
    this.to = to;
  }

  /** Whether it is for these rows. */
  boolean covers(int first, int end) {
    return from == first && to == end;
  }

  /** Takes over an input. */
  void input(String name, OnnxTensor tensor) {
    inputs.put(name, tensor);
    decoder.tensors().opened(1);
  }

  /** Takes over an output that ONNX Runtime writes to. */
  void output(String name, OnnxTensor tensor) {
    outputs.put(name, tensor);
    decoder.tensors().opened(1);
  }

  /** Outputs that ONNX Runtime allocates. */
  void fetch(Set<String> names) {
    fetched = names;
  }

  /** Runs a step; the caller closes what it fetched. */
  OrtSession.Result run() throws OrtException {
    return decoder.session().run(inputs, fetched, outputs);
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensorLike::close);
    outputs.values().forEach(OnnxTensor::close);
    decoder.tensors().closed(inputs.size() + outputs.size());
    inputs.clear();
    outputs.clear();
  }
}
