package dev.aischeduler.jobs.llm.sampling;

import java.util.Arrays;

/**
 * Selects the k highest of n logits and sorts them in descending order, with a binary min-heap of
 * size k. O(n log k) at worst; for logits in random order few enter the heap, so the time is nearly
 * O(n) when k is small. Allocates only when k grows. Confined to one thread.
 */
final class TopTokens {
  private int[] ids = new int[0];
  private float[] logits = new float[0];
  private int size;

  /**
   * Selects the highest logits; of equal ones, those of the lower ids.
   *
   * @param all logits by token id
   * @param k number to select, 1 to {@code all.length}
   */
  void select(float[] all, int k) {
    select(all, all.length, k);
  }

  /** As {@link #select(float[], int)} among the first {@code count} logits. */
  void select(float[] all, int count, int k) {
    if (ids.length < k) {
      ids = new int[k];
      logits = new float[k];
    }
    size = 0;
    for (int id = 0; id < k; id++) {
      push(id, all[id]);
    }
    float least = logits[0];
    for (int id = k; id < count; id++) {
      if (all[id] > least) {
        ids[0] = id;
        logits[0] = all[id];
        sink(0, k);
        least = logits[0];
      }
    }
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      sink(0, end);
    }
  }

  /** Number of selected tokens. */
  int size() {
    return size;
  }

  /** Id of the token at a rank, from 0 for the highest logit to {@link #size} - 1. */
  int id(int rank) {
    return ids[rank];
  }

  /** Logit of the token at a rank, from 0 for the highest. */
  float logit(int rank) {
    return logits[rank];
  }

  private void push(int id, float logit) {
    int at = size++;
    ids[at] = id;
    logits[at] = logit;
    for (int parent = (at - 1) / 2; at > 0 && below(at, parent); parent = (at - 1) / 2) {
      swap(at, parent);
      at = parent;
    }
  }

  private void sink(int at, int end) {
    for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
      if (child + 1 < end && below(child + 1, child)) {
        child++;
      }
      if (!below(child, at)) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private boolean below(int a, int b) {
    return logits[a] < logits[b] || (logits[a] == logits[b] && ids[a] > ids[b]);
  }

  private void swap(int a, int b) {
    int id = ids[a];
    ids[a] = ids[b];
    ids[b] = id;
    float logit = logits[a];
    logits[a] = logits[b];
    logits[b] = logit;
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(ids, size));
  }
}
