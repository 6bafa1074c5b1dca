package dev.aischeduler.jobs.llm.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of characters (code points).
 *
 * @param ranges in order, without gaps of no width; not empty each
 */
record CodePoints(List<Range> ranges) {
  static final CodePoints ALL = of(0, Character.MAX_CODE_POINT);
  static final CodePoints DIGITS = of('0', '9');
  static final CodePoints WORD = union(List.of(DIGITS, of('A', 'Z'), of('a', 'z'), of('_', '_')));

  /** White space in every dialect of regular expressions. */
  static final CodePoints SPACE = union(List.of(of('\t', '\r'), of(' ', ' ')));

  /** White space in some dialect: ECMAScript's, and what Unicode has besides. */
  static final CodePoints ANY_SPACE =
      union(
          List.of(
              SPACE,
              of(0x1C, 0x1F),
              of(0x85, 0x85),
              of(0xA0, 0xA0),
              of(0x1680, 0x1680),
              of(0x2000, 0x200A),
              of(0x2028, 0x2029),
              of(0x202F, 0x202F),
              of(0x205F, 0x205F),
              of(0x3000, 0x3000),
              of(0xFEFF, 0xFEFF)));

  /** What {@code .} does not stand for in some dialect. */
  static final CodePoints LINE_ENDS =
      union(List.of(of('\n', '\n'), of('\r', '\r'), of(0x85, 0x85), of(0x2028, 0x2029)));

  /** Both ends are included. */
  record Range(int first, int last) {}

  static CodePoints of(int first, int last) {
    return new CodePoints(List.of(new Range(first, last)));
  }

  static CodePoints union(List<CodePoints> sets) {
    List<Range> sorted =
        sets.stream()
            .flatMap(set -> set.ranges.stream())
            .sorted(Comparator.comparingInt(Range::first))
            .toList();
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && range.first <= before.last + 1) {
        joined.set(joined.size() - 1, new Range(before.first, Math.max(before.last, range.last)));
      } else {
        joined.add(range);
      }
    }
    return new CodePoints(List.copyOf(joined));
  }

  /** All other characters. */
  CodePoints others() {
    List<Range> others = new ArrayList<>();
    int next = 0;
    for (Range range : ranges) {
      if (range.first > next) {
        others.add(new Range(next, range.first - 1));
      }
      next = range.last + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      others.add(new Range(next, Character.MAX_CODE_POINT));
    }
    return new CodePoints(List.copyOf(others));
  }
}
