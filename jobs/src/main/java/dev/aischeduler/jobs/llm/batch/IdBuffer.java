package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Integers, 32 or 64 bits wide, in memory that tensors read in place. Confined to one thread. */
final class IdBuffer {
  private final OnnxJavaType type;
  private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

  /** An empty buffer of INT32 or INT64. */
  IdBuffer(OnnxJavaType type) {
    this.type = type;
  }

  /** Makes room for so many numbers; those that it holds stay. */
  void reserve(int count) {
    if (bytes.capacity() < count * type.size) {
      ByteBuffer more = ByteBuffer.allocateDirect(count * type.size).order(ByteOrder.nativeOrder());
      more.put(0, bytes, 0, bytes.capacity());
      bytes = more;
    }
  }

  /** Sets one number; tensors over it see it at once. */
  void set(int index, int value) {
    if (type == OnnxJavaType.INT32) {
      bytes.putInt(index * type.size, value);
    } else {
      bytes.putLong(index * type.size, value);
    }
  }

  /** A tensor over the numbers from {@code first} on; the caller closes it. */
  OnnxTensor tensor(OrtEnvironment environment, int first, int rows, int columns)
      throws OrtException {
    int count = rows * columns;
    ByteBuffer part =
        bytes.slice(first * type.size, count * type.size).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(environment, part, new long[] {rows, columns}, type);
  }
}
