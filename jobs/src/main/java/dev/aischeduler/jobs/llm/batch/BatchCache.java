package dev.aischeduler.jobs.llm.batch;

import dev.aischeduler.jobs.llm.decoder.DecoderGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * KV cache of the batch rows, in direct memory that ONNX Runtime reads and writes in place: for
 * each past or present tensor of the graph {@code [rows, heads, slots, head size]}. A slot is the
 * place of one token's key or value in a row. A row's tokens are in its first slots; the other
 * slots are padding and are zero. A row is copied only when the number of slots changes, when the
 * buffers are replaced, or when it is moved to a lower index. Confined to one thread.
 */
final class BatchCache {
  private final BatchLayout layout;
  private final int tensors;
  private final int heads;

  /** Bytes of one slot: head size times element size. */
  private final int unit;

  private final byte[] zeros = new byte[8192];
  private List<ByteBuffer> past = List.of();
  private List<ByteBuffer> present = List.of();
  private int slots;

  /** Creates a cache of no rows and no slots. */
  BatchCache(DecoderGraph graph, BatchLayout layout) {
    this.layout = layout;
    this.tensors = graph.presentByPast().size();
    this.heads = Math.toIntExact(graph.keyValueHeads());
    this.unit = Math.toIntExact(graph.headSize()) * graph.cacheType().size;
  }

  /** Slots of a row after a step, the slot of the new token included. */
  int slots() {
    return slots;
  }

  /**
   * Slots of a row that a step reads as its past: one less than {@link #slots} where the graph
   * appends the new token, the same where it writes in place.
   */
  int pastSlots() {
    return pastSlots(slots);
  }

  private int pastSlots(int slots) {
    return layout == BatchLayout.APPENDED ? Math.max(0, slots - 1) : slots;
  }

  /**
   * Sets the number of rows and slots; the first {@code used} rows keep their tokens. Buffers are
   * replaced only when they are too small.
   *
   * @param rows rows of the batch, at least {@code used}
   * @param newSlots slots of a row after a step; enough for the tokens of every used row
   * @param used rows that hold tokens
   * @throws OutOfMemoryError when a tensor would be larger than 2 GiB or there is no memory;
   *     nothing has changed then
   */
  void shape(int rows, int newSlots, int used) {
    int from = pastSlots();
    int to = pastSlots(newSlots);
    List<ByteBuffer> room = reserve(past, bytes(rows, to));
    List<ByteBuffer> out =
        layout == BatchLayout.APPENDED ? reserve(present, bytes(rows, newSlots)) : room;
    if (from != to || room != past) {
      for (int tensor = 0; tensor < past.size(); tensor++) {
        copySlots(past.get(tensor), from, room.get(tensor), to, used * heads);
      }
    }
    past = room;
    present = out;
    slots = newSlots;
  }

  private int bytes(int rows, int slots) {
    long bytes = (long) rows * heads * slots * unit;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError(
          "a batch of " + rows + " rows of " + slots + " tokens is larger than one tensor may be");
    }
    return (int) bytes;
  }

  private List<ByteBuffer> reserve(List<ByteBuffer> old, int bytes) {
    if (!old.isEmpty() && old.get(0).capacity() >= bytes) {
      return old;
    }
    // A quarter more than needed, so that a growing batch does not allocate each time it grows.
    int size = (int) Math.min(Integer.MAX_VALUE - 8, bytes + bytes / 4L);
    List<ByteBuffer> buffers = new ArrayList<>(tensors);
    for (int i = 0; i < tensors; i++) {
      buffers.add(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
    }
    return buffers;
  }

  /**
   * Copies {@code lines} blocks of slots, one for each row and head, from {@code from} to {@code
   * to} slots each; added slots are zero. Source and target may be the same buffer.
   */
  private void copySlots(ByteBuffer source, int from, ByteBuffer target, int to, int lines) {
    int kept = Math.min(from, to) * unit;
    for (int i = 0; i < lines; i++) {
      // In one buffer, growing blocks are copied last to first, so that none is overwritten unread.
      int line = to > from ? lines - 1 - i : i;
      target.put(line * to * unit, source, line * from * unit, kept);
      clear(target, line * to * unit + kept, (line + 1) * to * unit);
    }
  }

  private void clear(ByteBuffer buffer, int from, int to) {
    for (int at = from; at < to; at += zeros.length) {
      buffer.put(at, zeros, 0, Math.min(zeros.length, to - at));
    }
  }

  /**
   * Writes the tokens of a row and sets its other slots to zero.
   *
   * @param tokens keys and values in the graph's order, each {@code [heads, count, head size]}
   * @param count number of tokens, at most {@link #pastSlots}
   */
  void fill(int row, List<ByteBuffer> tokens, int count) {
    int line = pastSlots() * unit;
    for (int tensor = 0; tensor < tensors; tensor++) {
      for (int head = 0; head < heads; head++) {
        int at = (row * heads + head) * line;
        past.get(tensor).put(at, tokens.get(tensor), head * count * unit, count * unit);
        clear(past.get(tensor), at + count * unit, at + line);
      }
    }
  }

  /**
   * Copies the first tokens of a row.
   *
   * @param count number of tokens
   * @return new direct buffers in the graph's order, each {@code [heads, count, head size]}
   */
  List<ByteBuffer> copy(int row, int count) {
    List<ByteBuffer> tokens = new ArrayList<>(tensors);
    for (ByteBuffer source : past) {
      ByteBuffer target =
          ByteBuffer.allocateDirect(heads * count * unit).order(ByteOrder.nativeOrder());
      for (int head = 0; head < heads; head++) {
        int at = (row * heads + head) * pastSlots() * unit;
        target.put(head * count * unit, source, at, count * unit);
      }
      tokens.add(target);
    }
    return tokens;
  }

  /** Copies row {@code row} over row {@code to}, whose tokens are lost. */
  void move(int row, int to) {
    int line = heads * pastSlots() * unit;
    past.forEach(buffer -> buffer.put(to * line, buffer, row * line, line));
  }

  /**
   * Completes a step of one row: with {@link BatchLayout#APPENDED}, copies the new token's key and
   * value from the last slot of present to the first free slot of past.
   *
   * @param tokens tokens of the row before the step
   */
  void advance(int row, int tokens) {
    if (layout == BatchLayout.IN_PLACE) {
      return;
    }
    for (int tensor = 0; tensor < tensors; tensor++) {
      for (int head = 0; head < heads; head++) {
        int line = row * heads + head;
        past.get(tensor)
            .put(
                (line * pastSlots() + tokens) * unit,
                present.get(tensor),
                (line * slots + slots - 1) * unit,
                unit);
      }
    }
  }

  /**
   * Whether the last step wrote the row's new key or value into the slot after its {@code tokens}
   * earlier ones. Shows which layout a graph has; relies on padding being zero.
   */
  boolean wroteBehind(int row, int tokens) {
    int at = (row * heads * slots + tokens) * unit;
    return present.stream()
        .anyMatch(buffer -> IntStream.range(at, at + unit).anyMatch(i -> buffer.get(i) != 0));
  }

  /**
   * A view of the past of rows in {@code [from, to)}: {@code [to - from, heads, pastSlots, head
   * size]}.
   */
  ByteBuffer past(int tensor, int from, int to) {
    return part(past.get(tensor), from, to, pastSlots());
  }

  /**
   * A view of the present of rows in {@code [from, to)}: {@code [to - from, heads, slots, head
   * size]}.
   */
  ByteBuffer present(int tensor, int from, int to) {
    return part(present.get(tensor), from, to, slots);
  }

  private ByteBuffer part(ByteBuffer buffer, int from, int to, int slots) {
    int line = heads * slots * unit;
    return buffer.slice(from * line, (to - from) * line).order(ByteOrder.nativeOrder());
  }
}
