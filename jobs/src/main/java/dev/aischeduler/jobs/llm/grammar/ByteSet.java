package dev.aischeduler.jobs.llm.grammar;

import java.util.BitSet;

/**
 * One byte out of a set.
 *
 * @param bytes the set; never changed
 */
record ByteSet(BitSet bytes) implements Rule {

  /** The bytes between two, both included. */
  static ByteSet range(int first, int last) {
    BitSet bytes = new BitSet(256);
    bytes.set(first, last + 1);
    return new ByteSet(bytes);
  }

  /** The ASCII characters of a text. */
  static ByteSet of(String characters) {
    BitSet bytes = new BitSet(256);
    characters.chars().forEach(bytes::set);
    return new ByteSet(bytes);
  }

  /** This set without some ASCII characters. */
  ByteSet without(String characters) {
    BitSet fewer = (BitSet) bytes.clone();
    characters.chars().forEach(fewer::clear);
    return new ByteSet(fewer);
  }

  @Override
  public int least() {
    return 1;
  }

  @Override
  public void derive(int value, Stack rest, StackSet out) {
    if (bytes.get(value)) {
      out.add(rest);
    }
  }
}
