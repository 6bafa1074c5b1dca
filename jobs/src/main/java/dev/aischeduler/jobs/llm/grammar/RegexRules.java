package dev.aischeduler.jobs.llm.grammar;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Rules of regular expressions, over the bytes of a JSON string: UTF-8, and a backslash before what
 * JSON wants one before. Control characters that JSON has no short form of are left out. One use
 * each; confined to one thread.
 */
final class RegexRules {
  /** Rules that are made of one expression. */
  private static final int MOST = 20_000;

  private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, Character.MAX_CODE_POINT};

  private final IdentityHashMap<Regex, Rule> made = new IdentityHashMap<>();
  private final IdentityHashMap<Regex, Regex> notEmpty = new IdentityHashMap<>();

  private RegexRules() {}

  /**
   * The rule of what is between the quotes.
   *
   * @throws RegexException when it becomes too large
   */
  static Rule of(Regex pattern) throws RegexException {
    return new RegexRules().rule(pattern);
  }

  private Rule rule(Regex pattern) throws RegexException {
    Rule known = made.get(pattern);
    if (known != null) {
      return known;
    }
    if (made.size() > MOST) {
      throw new RegexException("it has too many parts");
    }
    Rule rule;
    if (pattern instanceof Regex.One one) {
      rule = characters(one.characters());
    } else if (pattern instanceof Regex.Series series) {
      rule = Rules.sequence(rules(series.parts()).toArray(Rule[]::new));
    } else if (pattern instanceof Regex.Either either) {
      rule = Rules.choice(rules(either.alternatives()));
    } else {
      Regex.Times times = (Regex.Times) pattern;
      boolean mayBeEmpty = times.part().least() == 0;
      rule =
          Rules.repeat(
              rule(mayBeEmpty ? notEmpty(times.part()) : times.part()),
              mayBeEmpty ? 0 : times.min(),
              times.max());
    }
    made.put(pattern, rule);
    return rule;
  }

  private List<Rule> rules(List<Regex> patterns) throws RegexException {
    List<Rule> rules = new ArrayList<>();
    for (Regex pattern : patterns) {
      rules.add(rule(pattern));
    }
    return rules;
  }

  /** The same without the empty text, which a repeated rule must not match. */
  private Regex notEmpty(Regex pattern) throws RegexException {
    if (pattern.least() > 0) {
      return pattern;
    }
    Regex known = notEmpty.get(pattern);
    if (known != null) {
      return known;
    }
    if (notEmpty.size() > MOST) {
      throw new RegexException("it has too many parts");
    }
    List<Regex> forms = new ArrayList<>();
    if (pattern instanceof Regex.Series series) {
      // The first part that is not empty, and all that come after it.
      Regex rest = Regex.EMPTY;
      for (int i = series.parts().size() - 1; i >= 0; i--) {
        Regex part = series.parts().get(i);
        forms.add(Regex.series(List.of(notEmpty(part), rest)));
        rest = Regex.series(List.of(part, rest));
      }
    } else if (pattern instanceof Regex.Either either) {
      for (Regex one : either.alternatives()) {
        forms.add(notEmpty(one));
      }
    } else if (pattern instanceof Regex.Times times) {
      forms.add(Regex.times(notEmpty(times.part()), 1, times.max()));
    }
    Regex result = Regex.either(forms);
    notEmpty.put(pattern, result);
    return result;
  }

  /** One of these characters as JSON writes it. */
  private static Rule characters(CodePoints characters) {
    List<Rule> forms = new ArrayList<>();
    for (CodePoints.Range range : characters.ranges()) {
      for (int character = range.first(); character <= Math.min(range.last(), 0x7F); character++) {
        String escape = escape(character);
        if (escape != null) {
          forms.add(Rules.literal(escape));
        }
      }
      plain(Math.max(range.first(), ' '), range.last(), forms);
    }
    return Rules.choice(forms);
  }

  private static String escape(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> null;
    };
  }

  /** What stands for itself, without surrogates, which are no characters. */
  private static void plain(int first, int last, List<Rule> forms) {
    int from = first;
    for (int until : LAST_OF_LENGTH) {
      int to = Math.min(last, until);
      if (from <= to) {
        if (until == 0x7F) {
          ByteSet plain = ByteSet.range(from, to).without("\"\\");
          if (!plain.bytes().isEmpty()) {
            forms.add(plain);
          }
        } else if (from < Character.MIN_SURROGATE && to >= Character.MIN_SURROGATE) {
          bytes(from, Character.MIN_SURROGATE - 1, forms);
          bytes(Character.MAX_SURROGATE + 1, to, forms);
        } else {
          boolean inside = from <= Character.MAX_SURROGATE && from >= Character.MIN_SURROGATE;
          bytes(inside ? Character.MAX_SURROGATE + 1 : from, to, forms);
        }
        from = until + 1;
      }
    }
  }

  /**
   * Characters of as many bytes each, split until only whole bytes vary (as in Russ Cox, <a
   * href="https://swtch.com/~rsc/regexp/regexp3.html">Regular expression matching in the wild</a>).
   */
  private static void bytes(int first, int last, List<Rule> forms) {
    if (first > last) {
      return;
    }
    for (int bits = 6; bits <= 18; bits += 6) {
      int mask = (1 << bits) - 1;
      if ((first & ~mask) != (last & ~mask)) {
        if ((first & mask) != 0) {
          bytes(first, first | mask, forms);
          bytes((first | mask) + 1, last, forms);
          return;
        }
        if ((last & mask) != mask) {
          bytes(first, (last & ~mask) - 1, forms);
          bytes(last & ~mask, last, forms);
          return;
        }
      }
    }
    byte[] from = utf8(first);
    byte[] to = utf8(last);
    Rule[] parts = new Rule[from.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = ByteSet.range(from[i] & 0xFF, to[i] & 0xFF);
    }
    forms.add(Rules.sequence(parts));
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }
}
