package dev.aischeduler.web.hostile;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Choices of one request, the same for the same seed. Used by one thread. */
final class Draw {
  private final Random random;

  Draw(long seed) {
    this.random = new Random(seed);
  }

  /** A number from 0 to one below the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  String of(List<String> all) {
    return all.get(below(all.size()));
  }

  String of(String... all) {
    return all[below(all.length)];
  }

  /** Bytes at random, one in each character. */
  String bytes(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = below(most) + 1; i > 0; i--) {
      text.append((char) below(256));
    }
    return text.toString();
  }

  String uuid() {
    return String.format(Locale.ROOT, "01a20948-9926-7c00-ab94-%012x", random.nextInt());
  }
}
