package dev.aischeduler.jobs.llm.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads regular expressions as ECMA-262 has them (with the flag u), but for what decoding cannot
 * follow: look-around, references to groups, word boundaries, named properties, and anchors within
 * the pattern. Where dialects differ (what is white space), what all of them take. One use each;
 * confined to one thread.
 */
final class RegexReader {
  /** Longest pattern, in characters. */
  static final int MAX_CHARS = 1_000;

  private static final int MAX_COUNT = 1_000;
  private static final int MAX_DEPTH = 32;

  /** Each byte has to look at what follows every part that may be missing. */
  private static final int MAX_OPTIONAL = 16;

  private static final int END = -1;

  /** Characters that stand for themselves only behind a backslash. */
  private static final String SYNTAX = "^$\\.*+?()[]{}|/";

  private final int[] text;
  private int at;
  private int optional;

  private RegexReader(String text) {
    this.text = text.codePoints().toArray();
  }

  /**
   * The texts in which the expression is found, whole: where an end is not anchored, anything may
   * stand there.
   *
   * @throws RegexException when it is no expression, or has what cannot be followed
   */
  static Regex read(String text) throws RegexException {
    if (text.length() > MAX_CHARS) {
      throw new RegexException("it is longer than " + MAX_CHARS + " characters");
    }
    RegexReader reader = new RegexReader(text);
    List<Regex> alternatives = new ArrayList<>();
    do {
      alternatives.add(reader.anchored());
    } while (reader.skip('|'));
    if (reader.peek() == ')') {
      throw reader.refused("a ) has no (");
    }
    return Regex.either(alternatives);
  }

  /** An alternative of the whole, with its anchors. */
  private Regex anchored() throws RegexException {
    List<Regex> parts = new ArrayList<>();
    if (!skip('^')) {
      parts.add(Regex.ANYTHING);
    }
    series(parts, 0);
    if (!skip('$')) {
      parts.add(Regex.ANYTHING);
    }
    if (peek() != '|' && peek() != ')' && peek() != END) {
      throw refused("$ is followed by more");
    }
    return Regex.series(parts);
  }

  private Regex alternatives(int depth) throws RegexException {
    if (depth > MAX_DEPTH) {
      throw refused("groups are nested more than " + MAX_DEPTH + " deep");
    }
    List<Regex> alternatives = new ArrayList<>();
    do {
      List<Regex> parts = new ArrayList<>();
      series(parts, depth);
      alternatives.add(Regex.series(parts));
    } while (skip('|'));
    return Regex.either(alternatives);
  }

  private void series(List<Regex> parts, int depth) throws RegexException {
    while (peek() != END && peek() != '|' && peek() != ')' && !(peek() == '$' && depth == 0)) {
      Regex one = atom(depth);
      parts.add(quantified(one));
    }
  }

  private Regex atom(int depth) throws RegexException {
    int character = text[at++];
    return switch (character) {
      case '(' -> group(depth);
      case '[' -> new Regex.One(characterClass());
      case '.' -> new Regex.One(CodePoints.LINE_ENDS.others());
      case '\\' -> new Regex.One(escaped(false));
      case '^', '$' ->
          throw refused("anchors can only be at the start and the end of the whole pattern");
      case '*', '+', '?', '{', '}', ']' ->
          throw refused(
              Character.toString(character) + " has nothing before it; write \\ before it");
      default -> new Regex.One(CodePoints.of(character, character));
    };
  }

  private Regex group(int depth) throws RegexException {
    beginGroup();
    Regex inside = alternatives(depth + 1);
    if (!skip(')')) {
      throw refused("a ( has no )");
    }
    return inside;
  }

  /** What follows a parenthesis and captures or names; what looks around is refused. */
  private void beginGroup() throws RegexException {
    if (!skip('?') || skip(':')) {
      return;
    }
    int name = at;
    if (skip('<') && peek() != '=' && peek() != '!') {
      while (peek() != END && peek() != '>') {
        at++;
      }
      if (at > name + 1 && skip('>')) {
        return;
      }
    }
    throw refused("it looks around or sets flags by (?");
  }

  private Regex quantified(Regex one) throws RegexException {
    int min;
    int max;
    if (skip('*')) {
      min = 0;
      max = Repeat.UNBOUNDED;
    } else if (skip('+')) {
      min = 1;
      max = Repeat.UNBOUNDED;
    } else if (skip('?')) {
      min = 0;
      max = 1;
    } else if (skip('{')) {
      min = count();
      max = skip(',') ? (peek() == '}' ? Repeat.UNBOUNDED : count()) : min;
      if (!skip('}')) {
        throw refused("a { is no count such as {2}, {2,} or {2,5}");
      }
      if (min > max) {
        throw refused("a count has its greater number first");
      }
    } else {
      return one;
    }
    // Greedy or not, the same texts match.
    skip('?');
    if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') {
      throw refused("a count follows a count");
    }
    Regex times = Regex.times(one, min, max);
    if (times.least() == 0 && ++optional > MAX_OPTIONAL) {
      throw refused("more than " + MAX_OPTIONAL + " of its parts may be missing");
    }
    return times;
  }

  private int count() throws RegexException {
    int from = at;
    int count = 0;
    while (peek() >= '0' && peek() <= '9' && count <= MAX_COUNT) {
      count = count * 10 + text[at++] - '0';
    }
    if (at == from || count > MAX_COUNT) {
      throw refused("a { is no count of at most " + MAX_COUNT);
    }
    return count;
  }

  private CodePoints characterClass() throws RegexException {
    boolean others = skip('^');
    List<CodePoints> sets = new ArrayList<>();
    while (peek() != ']') {
      if (peek() == END) {
        throw refused("a [ has no ]");
      }
      CodePoints first = inClass();
      boolean range = peek() == '-' && at + 1 < text.length && text[at + 1] != ']';
      if (range) {
        at++;
        first = range(first, inClass());
      }
      sets.add(first);
    }
    at++;
    CodePoints all = CodePoints.union(sets);
    return others ? all.others() : all;
  }

  private CodePoints inClass() throws RegexException {
    if (peek() == END) {
      throw refused("a [ has no ]");
    }
    int character = text[at++];
    return character == '\\' ? escaped(true) : CodePoints.of(character, character);
  }

  private CodePoints range(CodePoints first, CodePoints last) throws RegexException {
    int from = single(first);
    int to = single(last);
    if (from > to) {
      throw refused("a range in [ ] has its greater character first");
    }
    return CodePoints.of(from, to);
  }

  private int single(CodePoints set) throws RegexException {
    CodePoints.Range only = set.ranges().get(0);
    if (set.ranges().size() > 1 || only.first() != only.last()) {
      throw refused("a range in [ ] must be between two characters");
    }
    return only.first();
  }

  /** What a backslash begins. */
  private CodePoints escaped(boolean inClass) throws RegexException {
    if (peek() == END) {
      throw refused("it ends with \\");
    }
    int character = text[at++];
    return switch (character) {
      case 'd' -> CodePoints.DIGITS;
      case 'D' -> CodePoints.DIGITS.others();
      case 'w' -> CodePoints.WORD;
      case 'W' -> CodePoints.WORD.others();
      case 's' -> CodePoints.SPACE;
      case 'S' -> CodePoints.ANY_SPACE.others();
      case 't' -> one('\t');
      case 'n' -> one('\n');
      case 'v' -> one(0x0B);
      case 'f' -> one('\f');
      case 'r' -> one('\r');
      case 'x' -> one(hexadecimal(2));
      case 'u' -> one(unicode());
      default -> {
        if (character == 'b' && inClass) {
          yield one('\b');
        }
        boolean letter = Character.isLetterOrDigit(character);
        if (letter || (SYNTAX.indexOf(character) < 0 && character > 0x7F)) {
          throw refused("\\" + Character.toString(character) + " cannot be followed");
        }
        yield one(character);
      }
    };
  }

  private int unicode() throws RegexException {
    if (!skip('{')) {
      int unit = hexadecimal(4);
      boolean pair =
          Character.isHighSurrogate((char) unit)
              && at + 1 < text.length
              && text[at] == '\\'
              && text[at + 1] == 'u';
      if (!pair) {
        return unit;
      }
      at += 2;
      return Character.toCodePoint((char) unit, (char) hexadecimal(4));
    }
    int from = at;
    while (peek() != '}' && peek() != END && at - from < 7) {
      at++;
    }
    int until = at;
    at = from;
    int codePoint = hexadecimal(Math.max(1, until - from));
    if (!skip('}') || codePoint > Character.MAX_CODE_POINT) {
      throw refused("\\u{ } holds no character");
    }
    return codePoint;
  }

  private int hexadecimal(int digits) throws RegexException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = peek() == END || peek() > 0x7F ? -1 : Character.digit(text[at++], 16);
      if (digit < 0) {
        throw refused("\\x or \\u has no hexadecimal digits");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static CodePoints one(int character) {
    return CodePoints.of(character, character);
  }

  private int peek() {
    return at < text.length ? text[at] : END;
  }

  private boolean skip(char character) {
    boolean there = peek() == character;
    if (there) {
      at++;
    }
    return there;
  }

  private RegexException refused(String reason) {
    return new RegexException(
        String.format(Locale.ROOT, "%s (at character %d)", reason, Math.min(at, text.length)));
  }
}
