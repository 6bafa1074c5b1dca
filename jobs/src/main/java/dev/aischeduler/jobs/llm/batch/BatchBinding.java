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
 * Input and output tensors of the decode step of some batch rows. The tensors are views of buffers
 * that are written in place, so one binding is used for many steps. Confined to one thread.
 */
final class BatchBinding implements AutoCloseable {
  private final Decoder decoder;
  private final int from;
  private final int to;
  private final Map<String, OnnxTensorLike> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();
  private Set<String> fetched = Set.of();

  /** Creates a binding without tensors for the rows in {@code [from, to)}. */
  BatchBinding(Decoder decoder, int from, int to) {
    this.decoder = decoder;
    this.from = from;
    this.to = to;
  }

  /** Whether this binding is for the rows in {@code [first, end)}. */
  boolean covers(int first, int end) {
    return from == first && to == end;
  }

  /** Adds an input; the binding closes the tensor. */
  void input(String name, OnnxTensor tensor) {
    inputs.put(name, tensor);
    decoder.tensors().opened(1);
  }

  /** Adds an output that ONNX Runtime writes into this tensor; the binding closes the tensor. */
  void output(String name, OnnxTensor tensor) {
    outputs.put(name, tensor);
    decoder.tensors().opened(1);
  }

  /** Names the outputs that ONNX Runtime allocates itself and {@link #run} returns. */
  void fetch(Set<String> names) {
    fetched = names;
  }

  /**
   * Runs the model once.
   *
   * @return the outputs named by {@link #fetch}; the caller closes them
   * @throws OrtException when the model cannot be run
   */
  OrtSession.Result run() throws OrtException {
    return decoder.session().run(inputs, fetched, outputs);
  }

  /** Closes all input and output tensors; the buffers that they view stay valid. */
  @Override
  public void close() {
    inputs.values().forEach(OnnxTensorLike::close);
    outputs.values().forEach(OnnxTensor::close);
    decoder.tensors().closed(inputs.size() + outputs.size());
    inputs.clear();
    outputs.clear();
  }
}
