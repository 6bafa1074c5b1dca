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
  static final Rule DIGIT = ByteSet.range('0', '9');

  /** Digits of a number, before and after its point, at most. */
  static final int DIGITS = 15;

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
    return quoted(Rules.repeat(CHARACTER, min, max));
  }

  /** A string, of the rule of what is between its quotes. */
  static Rule quoted(Rule characters) {
    return Rules.sequence(ByteSet.of("\""), characters, ByteSet.of("\""));
  }

  /** An array of so many items. */
  static Rule array(Rule item, int min, int max) {
    return array(List.of(), item, min, max);
  }

  /** An array of so many items, of which the first have rules of their own. */
  static Rule array(List<Rule> first, Rule item, int min, int max) {
    Rule rest = furtherItems(item, first.size(), min, max);
    for (int i = first.size() - 1; i >= 0; i--) {
      rest = items(first.get(i), rest, i, min, max);
    }
    return Rules.sequence(ByteSet.of("["), SPACE, rest);
  }

  /** An item behind so many others, and what follows it; or the end, where it may be. */
  private static Rule items(Rule item, Rule rest, int before, int min, int max) {
    List<Rule> forms = new ArrayList<>();
    if (before >= min) {
      forms.add(end(before));
    }
    if (before < max) {
      forms.add(before == 0 ? Rules.sequence(item, rest) : Rules.sequence(COMMA, item, rest));
    }
    return Rules.choice(forms);
  }

  /** Items of one kind behind so many others, and the end. */
  private static Rule furtherItems(Rule item, int before, int min, int max) {
    int least = Math.max(0, min - before);
    int most = max == Repeat.UNBOUNDED ? max : Math.max(0, max - before);
    Rule further = Rules.sequence(COMMA, item);
    if (before > 0) {
      return Rules.sequence(Rules.repeat(further, least, most), end(before));
    }
    Rule behind =
        Rules.repeat(
            further,
            Math.max(0, least - 1),
            most == Repeat.UNBOUNDED ? most : Math.max(0, most - 1));
    return items(item, Rules.sequence(behind, end(1)), 0, min, max);
  }

  private static Rule end(int before) {
    return before == 0 ? Rules.literal("]") : Rules.sequence(SPACE, ByteSet.of("]"));
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
