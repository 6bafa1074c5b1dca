package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * 32- or 64-bit integers in direct memory that ONNX Runtime tensors view: token ids, position ids
 * or attention mask. Confined to one thread.
 */
final class IdBuffer {
  private final OnnxJavaType type;
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

  /**
   * Creates an empty buffer.
   *
   * @param type INT32 or INT64
   */
  IdBuffer(OnnxJavaType type) {
    this.type = type;
  }

  /**
   * Makes the buffer hold at least {@code count} integers; present values are kept, tensors created
   * before do not see later values.
   */
  void reserve(int count) {
    if (bytes.capacity() < count * type.size) {
      ByteBuffer more = ByteBuffer.allocateDirect(count * type.size).order(ByteOrder.nativeOrder());
      more.put(0, bytes, 0, bytes.capacity());
      bytes = more;
    }
  }

  /** Sets one integer; tensors over the buffer see it at once. */
  void set(int index, int value) {
    if (type == OnnxJavaType.INT32) {
      bytes.putInt(index * type.size, value);
    } else {
      bytes.putLong(index * type.size, value);
    }
  }

  /**
   * Creates a tensor {@code [rows, columns]} that views the integers from {@code first} on.
   *
   * @return the tensor; the caller closes it
   */
  OnnxTensor tensor(OrtEnvironment environment, int first, int rows, int columns)
      throws OrtException {
    int count = rows * columns;
    ByteBuffer part =
        bytes.slice(first * type.size, count * type.size).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(environment, part, new long[] {rows, columns}, type);
  }
}
