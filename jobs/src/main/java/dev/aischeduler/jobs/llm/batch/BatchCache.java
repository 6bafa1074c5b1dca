package dev.aischeduler.jobs.llm.batch;

import dev.aischeduler.jobs.llm.decoder.DecoderGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys and values of the rows of a batch, in memory that ONNX Runtime reads and writes in place:
 * for each cache tensor {@code [rows, heads, slots, head size]}. A row's tokens lie in its first
 * slots, all others are zero. A row is moved only when the number of slots changes or when it fills
 * the place of one that left. Confined to one thread.
 */
final class BatchCache {
  private final BatchLayout layout;
  private final int tensors;
  private final int heads;
  private final int unit;
  private final byte[] zeros = new byte[8192];
  private List<ByteBuffer> past = List.of();
  private List<ByteBuffer> present = List.of();
  private int slots;

  /** No room yet. */
  BatchCache(DecoderGraph graph, BatchLayout layout) {
    this.layout = layout;
    this.tensors = graph.presentByPast().size();
    this.heads = Math.toIntExact(graph.keyValueHeads());
    this.unit = Math.toIntExact(graph.headSize()) * graph.cacheType().size;
  }

  /** Slots of a row after a step, the new token's included. */
  int slots() {
    return slots;
  }

  /** Slots of a row before a step. */
  int pastSlots() {
    return pastSlots(slots);
  }

  private int pastSlots(int slots) {
    return layout == BatchLayout.APPENDED ? Math.max(0, slots - 1) : slots;
  }

  /**
   * Makes room for {@code rows} rows of {@code newSlots} slots; the first {@code used} rows keep
   * their tokens.
   *
   * @throws OutOfMemoryError when there is no memory; nothing has changed then
   */
  void shape(int rows, int newSlots, int used) {
    int from = pastSlots();
    int to = pastSlots(newSlots);
    List<ByteBuffer> room = reserve(past, bytes(rows, to));
    List<ByteBuffer> out =
        layout == BatchLayout.APPENDED ? reserve(present, bytes(rows, newSlots)) : room;
    if (from != to || room != past) {
      for (int tensor = 0; tensor < past.size(); tensor++) {
        relay(past.get(tensor), from, room.get(tensor), to, used * heads);
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
    // A quarter more than needed, so that a growing batch does not ask for memory at each step.
    int size = (int) Math.min(Integer.MAX_VALUE - 8, bytes + bytes / 4L);
    List<ByteBuffer> buffers = new ArrayList<>(tensors);
    for (int i = 0; i < tensors; i++) {
      buffers.add(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
    }
    return buffers;
  }

  private void relay(ByteBuffer source, int from, ByteBuffer target, int to, int lines) {
    int kept = Math.min(from, to) * unit;
    for (int i = 0; i < lines; i++) {
      // Within one buffer a line must not overwrite one that is still to be moved.
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

  /** Fills a row with tokens, each tensor as {@code [heads, tokens, head size]}. */
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

  /** A copy of a row's first tokens, each tensor as {@code [heads, tokens, head size]}. */
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

  /** Moves a row into the place of another, which is lost. */
  void move(int row, int to) {
    int line = heads * pastSlots() * unit;
    past.forEach(buffer -> buffer.put(to * line, buffer, row * line, line));
  }

  /** After a step: puts the new token of a row that has {@code tokens} others next to them. */
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

  /** Whether the last step wrote the new token of a row right behind its {@code tokens} others. */
  boolean wroteBehind(int row, int tokens) {
    int at = (row * heads * slots + tokens) * unit;
    return present.stream()
        .anyMatch(buffer -> IntStream.range(at, at + unit).anyMatch(i -> buffer.get(i) != 0));
  }

  /** Memory of rows before a step, {@code [to - from, heads, pastSlots, head size]}. */
  ByteBuffer past(int tensor, int from, int to) {
    return part(past.get(tensor), from, to, pastSlots());
  }

  /** Memory of rows after a step, {@code [to - from, heads, slots, head size]}. */
  ByteBuffer present(int tensor, int from, int to) {
    return part(present.get(tensor), from, to, slots);
  }

  private ByteBuffer part(ByteBuffer buffer, int from, int to, int slots) {
    int line = heads * slots * unit;
    return buffer.slice(from * line, (to - from) * line).order(ByteOrder.nativeOrder());
  }
}
