package dev.aischeduler.jobs.llm.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * Rules of JSON texts. They match a part of what JSON allows, so that every answer ends and can be
 * read anywhere: between two parts at most one space, or a line break and an indentation; no {@code
 * \\u} escapes, as the characters themselves can be written; numbers with at most 15 digits before
 * and after the point.
 */
final class JsonRules {
  /** Deepest nesting of values that no schema describes. */
  static final int FREE_DEPTH = 16;

  private static final Rule CONTINUATION = ByteSet.range(0x80, 0xBF);
  private static final Rule CHARACTER = character();
  private static final Rule DIGIT = ByteSet.range('0', '9');
  private static final int DIGITS = 15;
  private static final int INDENT = 32;

  /** White space between two parts; may be missing. */
  static final Rule SPACE =
      Rules.choice(
          Rules.EMPTY,
          ByteSet.of(" "),
          Rules.sequence(ByteSet.of("\n"), Rules.repeat(ByteSet.of(" \t"), 0, INDENT)));

  private static final Rule COLON =
      Rules.sequence(ByteSet.of(":"), Rules.optional(ByteSet.of(" ")));
  private static final Rule COMMA = Rules.sequence(ByteSet.of(","), SPACE);

  static final Rule INTEGER = integer();
  static final Rule NUMBER =
      Rules.sequence(
          INTEGER,
          Rules.optional(Rules.sequence(ByteSet.of("."), Rules.repeat(DIGIT, 1, DIGITS))),
          Rules.optional(
              Rules.sequence(
                  ByteSet.of("eE"), Rules.optional(ByteSet.of("+-")), Rules.repeat(DIGIT, 1, 2))));
  static final Rule BOOLEAN = Rules.choice(Rules.literal("true"), Rules.literal("false"));
  static final Rule NULL = Rules.literal("null");
  static final Rule STRING = string(0, Repeat.UNBOUNDED);

  private static final List<Rule> VALUES = values();

  private JsonRules() {}

  /** Any value, nested at most {@link #FREE_DEPTH} deep. */
  static Rule value() {
    return VALUES.get(FREE_DEPTH);
  }

  /** Any object, nested at most {@link #FREE_DEPTH} deep. */
  static Rule object() {
    return map(VALUES.get(FREE_DEPTH - 1));
  }

  /** A string of so many characters (code points). */
  static Rule string(int min, int max) {
    return Rules.sequence(ByteSet.of("\""), Rules.repeat(CHARACTER, min, max), ByteSet.of("\""));
  }

  /** An array of so many items. */
  static Rule array(Rule item, int min, int max) {
    List<Rule> forms = new ArrayList<>();
    if (min == 0) {
      forms.add(Rules.literal("]"));
    }
    if (max > 0) {
      int further = max == Repeat.UNBOUNDED ? max : max - 1;
      Rule rest = Rules.repeat(Rules.sequence(COMMA, item), Math.max(0, min - 1), further);
      forms.add(Rules.sequence(item, rest, SPACE, ByteSet.of("]")));
    }
    return Rules.sequence(ByteSet.of("["), SPACE, Rules.choice(forms));
  }

  /** An object with any members of this kind of value. */
  static Rule map(Rule value) {
    Rule member = Rules.sequence(STRING, COLON, value);
    Rule rest = Rules.repeat(Rules.sequence(COMMA, member), 0, Repeat.UNBOUNDED);
    return braces(true, Rules.sequence(member, rest));
  }

  /** An object with exactly these members, in this order, of which the optional may be missing. */
  static Rule object(List<Member> members) {
    // From the last to the first: what may follow with and without a member before.
    Rule rest = Rules.EMPTY;
    Rule some = Rules.NOTHING;
    boolean mayEnd = true;
    for (int i = members.size() - 1; i >= 0; i--) {
      Member member = members.get(i);
      Rule here = Rules.sequence(Rules.literal(member.key()), COLON, member.value(), rest);
      some = member.required() ? here : Rules.choice(here, some);
      mayEnd &= !member.required();
      Rule more = Rules.sequence(COMMA, some);
      rest = mayEnd ? Rules.optional(more) : more;
    }
    return braces(mayEnd, some);
  }

  private static Rule braces(boolean mayBeEmpty, Rule members) {
    Rule full = Rules.sequence(members, SPACE, ByteSet.of("}"));
    Rule inside = mayBeEmpty ? Rules.choice(ByteSet.of("}"), full) : full;
    return Rules.sequence(ByteSet.of("{"), SPACE, inside);
  }

  /**
   * A member of an object.
   *
   * @param key the name as JSON writes it, with its quotes
   */
  record Member(String key, Rule value, boolean required) {}

  private static List<Rule> values() {
    List<Rule> values = new ArrayList<>();
    Rule scalar = Rules.choice(STRING, NUMBER, BOOLEAN, NULL);
    values.add(scalar);
    for (int depth = 0; depth < FREE_DEPTH; depth++) {
      Rule inner = values.get(depth);
      values.add(Rules.choice(scalar, map(inner), array(inner, 0, Repeat.UNBOUNDED)));
    }
    return List.copyOf(values);
  }

  private static Rule integer() {
    Rule whole = Rules.sequence(ByteSet.range('1', '9'), Rules.repeat(DIGIT, 0, DIGITS - 1));
    return Rules.sequence(Rules.optional(ByteSet.of("-")), Rules.choice(ByteSet.of("0"), whole));
  }

  /** A character in a string: ASCII, an escape, or well-formed UTF-8 (RFC 3629). */
  private static Rule character() {
    return Rules.choice(
        ByteSet.range(0x20, 0x7F).without("\"\\"),
        Rules.sequence(ByteSet.of("\\"), ByteSet.of("\"\\/bfnrt")),
        Rules.sequence(ByteSet.range(0xC2, 0xDF), CONTINUATION),
        Rules.sequence(ByteSet.range(0xE0, 0xE0), ByteSet.range(0xA0, 0xBF), CONTINUATION),
        Rules.sequence(ByteSet.range(0xE1, 0xEC), CONTINUATION, CONTINUATION),
        Rules.sequence(ByteSet.range(0xED, 0xED), ByteSet.range(0x80, 0x9F), CONTINUATION),
        Rules.sequence(ByteSet.range(0xEE, 0xEF), CONTINUATION, CONTINUATION),
        Rules.sequence(
            ByteSet.range(0xF0, 0xF0), ByteSet.range(0x90, 0xBF), CONTINUATION, CONTINUATION),
        Rules.sequence(ByteSet.range(0xF1, 0xF3), CONTINUATION, CONTINUATION, CONTINUATION),
        Rules.sequence(
            ByteSet.range(0xF4, 0xF4), ByteSet.range(0x80, 0x8F), CONTINUATION, CONTINUATION));
  }
}
