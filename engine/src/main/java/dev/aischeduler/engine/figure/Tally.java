package dev.aischeduler.engine.figure;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.BiConsumer;

/**
 * Amounts by key. Only so many keys are kept apart, so that no caller can make figures without
 * bound; further ones count as one. Thread-safe.
 *
 * @param <K> what amounts are counted for
 */
public final class Tally<K> {
  private final int most;
  private final K other;
  private final Map<K, DoubleAdder> amounts = new ConcurrentHashMap<>();

  /**
   * @param most keys that are kept apart; a few more when many threads meet
   * @param other what further ones count as
   */
  public Tally(int most, K other) {
    this.most = most;
    this.other = other;
  }

  /** Adds an amount. */
  public void add(K key, double amount) {
    DoubleAdder known = amounts.get(key);
    if (known == null) {
      K counted = amounts.size() < most ? key : other;
      known = amounts.computeIfAbsent(counted, k -> new DoubleAdder());
    }
    known.add(amount);
  }

  /** The amount of a key; 0 when there is none. */
  public double of(K key) {
    DoubleAdder known = amounts.get(key);
    return known == null ? 0 : known.sum();
  }

  /** Shows every key with its amount. */
  public void forEach(BiConsumer<K, Double> to) {
    amounts.forEach((key, amount) -> to.accept(key, Objects.requireNonNull(amount).sum()));
  }
}
