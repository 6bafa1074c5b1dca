package dev.aischeduler.jobs.tts.text.frontend;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/**
 * Takes away what is never spoken and writes alike what means the same. What may change the meaning
 * of a figure stays as it was written until the figure is read: full-width commas, superscripts,
 * circled figures, fractions, the kinds of dashes. Thread-safe.
 */
final class CleanText {
  private static final Pattern LINE_END = Pattern.compile("\\R");
  private static final Pattern BLANKS = Pattern.compile("[^\\S\\n]+");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\n\\t]]");

  /** Markdown: marks at the edges of words, code, table cells, headings, bullets. */
  private static final Pattern EMPHASIS =
      Pattern.compile(
          "(?<![\\w*])[*_]{1,3}(?=[^\\s*_])|(?<=[^\\s*_])[*_]{1,3}(?![\\w*])|[`|]{1,3}"
              + "|(?m)^#{1,6}(?= )|(?m)^ {0,8}[*•](?= )");

  /** Full-width points between digits are decimal points. */
  private static final Pattern POINT = Pattern.compile("(?<=\\d)．(?=\\d)");

  private static final String PLAIN_FULL_WIDTH = "％＄＋－＝＠＃＆＊／＜＞～￥￡￦＿＾｜｛｝＂＇｀＼［］﹣﹢﹪";
  private static final String PLAIN = "%$+-=@#&*/<>~¥£₩_^|{}\"'`\\[]-+%";

  /** Alike in every use: curly apostrophes, hyphens, waves, the slash of fractions. */
  private static final String VARIANTS = "\u2019\u2018\u2010\u2011〜∼\u2044\u2215：〇";

  private static final String VARIANTS_PLAIN = "''--~~//:零";
  private static final int FIRST_SQUARE = 0x3371;
  private static final int LAST_SQUARE = 0x33DF;

  private CleanText() {}

  /**
   * The text with accents composed, full-width letters, digits and signs as plain ones, unit
   * characters such as {@code ㎏} and {@code ℃} as letters, without Markdown emphasis and invisible
   * characters. Line ends stay, as {@code \n}.
   */
  static String of(String text) {
    String s = LINE_END.matcher(text).replaceAll("\n");
    s = s.replace("……", "。").replace("…", ", ");
    s = folded(Normalizer2.getNFCInstance().normalize(s));
    s = POINT.matcher(s).replaceAll(".");
    s = INVISIBLE.matcher(s).replaceAll("");
    s = EMPHASIS.matcher(s).replaceAll(" ");
    return BLANKS.matcher(s).replaceAll(" ");
  }

  private static String folded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> fold(c, out));
    return out.toString();
  }

  private static void fold(int c, StringBuilder out) {
    if (c < 0x80) {
      out.append((char) c);
      return;
    }
    int full = PLAIN_FULL_WIDTH.indexOf(c);
    int variant = VARIANTS.indexOf(c);
    if (full >= 0) {
      out.append(PLAIN.charAt(full));
    } else if (variant >= 0) {
      out.append(VARIANTS_PLAIN.charAt(variant));
    } else if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
      out.append((char) ('0' + Character.digit(c, 10)));
    } else if (c == '℃' || c == '℉') {
      out.append('°').append(c == '℃' ? 'C' : 'F');
    } else if (c >= FIRST_SQUARE && c <= LAST_SQUARE) {
      out.append(compatible(c).replace('2', '²').replace('3', '³').replace('\u2215', '/'));
    } else if (Character.isLetter(c) && c != 'º' && c != 'ª') {
      out.append(compatible(c));
    } else {
      out.appendCodePoint(c);
    }
  }

  /** Letters in another form: full width, ligatures, mathematical alphabets. */
  private static String compatible(int c) {
    return Normalizer2.getNFKCInstance().normalize(Character.toString(c));
  }
}
