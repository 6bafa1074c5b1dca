package dev.aischeduler.jobs.tts.voice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes ONNX files with the inputs of any VITS export, whose output is simply the ids as numbers:
 * what a voice feeds into its graph can be read from what comes out. Encodes the few protobuf
 * messages of onnx.proto that this needs.
 */
final class TinyGraph {
  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;

  private TinyGraph() {}

  /** A graph input; the first of a graph holds the ids. */
  record Input(String name, int type, int dimensions) {}

  static byte[] model(List<Input> inputs) {
    byte[] cast =
        join(
            text(1, inputs.get(0).name()),
            text(2, "output"),
            text(4, "Cast"),
            message(5, join(text(1, "to"), number(3, FLOAT), number(20, 2))));
    byte[] graph = join(message(1, cast), text(2, "tiny"));
    for (Input input : inputs) {
      graph = join(graph, message(11, value(input)));
    }
    graph = join(graph, message(12, value(new Input("output", FLOAT, 2))));
    return join(number(1, 8), message(7, graph), message(8, number(2, 13)));
  }

  private static byte[] value(Input input) {
    byte[] shape = new byte[0];
    for (int i = 0; i < input.dimensions(); i++) {
      shape = join(shape, message(1, text(2, input.name() + i)));
    }
    byte[] tensor = join(number(1, input.type()), message(2, shape));
    return join(text(1, input.name()), message(2, message(1, tensor)));
  }

  private static byte[] text(int field, String value) {
    return message(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int field, byte[] content) {
    return join(varint((field << 3) | 2), varint(content.length), content);
  }

  private static byte[] number(int field, int value) {
    return join(varint(field << 3), varint(value));
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    while (rest > 127) {
      out.write((rest & 127) | 128);
      rest >>>= 7;
    }
    out.write(rest);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
