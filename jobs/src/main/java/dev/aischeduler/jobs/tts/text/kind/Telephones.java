package dev.aischeduler.jobs.tts.text.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Telephone numbers: digits one by one, a pause between their groups. */
final class Telephones extends Kind {
  private static final String EXTENSION =
      "(?:(?:,? ?(?i:ext\\.?|extension|x) ?| ?转(?:分机)? ?)(\\d{1,6})(?![\\d:]|\\.\\d))?";
  private static final String END = "(?![\\d:/]|[.,]\\d)";

  private static final Pattern GROUP = Pattern.compile("\\d+|[A-Z]+");
  private static final Pattern CALLED =
      Pattern.compile(
          "(?i)(?:\\b(?:call(?:ed|ing)?|dial(?:l?ed|l?ing)?|phone|tel(?:ephone)?|fax|mobile|cell"
              + "|hotline|text)(?: (?:me|us|him|her|them|at|on|to|is|number|no\\.?)){0,3}[:.]? ?"
              + "|(?:电话|手机|座机|传真|热线|号码|拨打|致电|联系)(?:是|为)?[:：]? ?)$");
  private static final Pattern DIALLED =
      Pattern.compile(
          "(?:拨打|拨通|拨|打|致电|电话|热线|呼叫|报警|客服|急救|火警|匪警|交警|警方|全国|联系|按)(?:了|过|是|为|到|给)?[:：]? ?$");
  private static final Pattern SERVICE =
      Pattern.compile("^(?:市民|报警|急救|火警|指挥|接警|电话|热线|客服|平台|网站|官网|购票|订票|救护车|出警|调度|中心|服务|APP|app)");
  private static final Pattern EMERGENCY =
      Pattern.compile("(?i)\\b(?:call(?:ed|ing)?|dial(?:l?ed|l?ing)?|ring|phone)(?: an?| the)? $");
  private static final Pattern COUNTED =
      Pattern.compile("^(?:[个元块人名位条件次天年米斤吨克公千万亿倍分秒户家台辆只套吋英平%％￥步字页本张份亩]|[A-Za-z])");
  private static final int LONG_BEFORE = 30;
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 17;

  private final Vocabulary shared;

  Telephones(Vocabulary shared) {
    this.shared = shared;
    rule(
        "\\+\\d{1,3}(?:[ .-]?\\(\\d{1,4}\\))?(?:[ .-]?\\d{2,11}){1,5}(?:-\\d{1,4})?"
            + END
            + EXTENSION,
        this::international);
    rule(
        "(?<![\\d-])(?:1[ .-]?)?\\(\\d{3}\\)[ .-]?\\d{3}[ .-]\\d{4}(?:-\\d{1,5})?"
            + END
            + EXTENSION,
        this::said);
    rule("\\(0\\d{2,3}\\) ?\\d{3,4}[ -]?\\d{4}" + END + EXTENSION, this::said);
    rule(
        "1[-. ](?:800|888|877|866|855|844|833|900)[-. ](?=\\d{0,4}[A-Z\\d])[A-Z0-9]{1,7}"
            + "(?:-[A-Z0-9]{1,7}){0,3}(?![A-Za-z\\d])"
            + EXTENSION,
        this::free);
    rule("(?:1[-. ])?\\d{3}([-.])\\d{3}\\1\\d{4}(?:-\\d{1,5})?" + END + EXTENSION, this::said);
    rule("[2-9]\\d{2} [2-9]\\d{2} \\d{4}" + "(?! ?\\d)" + END + EXTENSION, this::said);
    rule("\\d{3}-\\d{4}-\\d{4}" + END + EXTENSION, this::said);
    rule("0\\d{2,3}[- ]\\d{3,4}[ -]?\\d{4}(?:-\\d{1,5})?" + END + EXTENSION, this::said);
    rule("(?:86[ -])?1[3-9]\\d(?:\\d{8}|[ -]\\d{4}[ -]\\d{4})" + END + EXTENSION, this::said);
    rule("[48]00[ -]\\d{3}[ -]?\\d{4}" + END + EXTENSION, this::said);
    rule("400\\d{7}" + END + EXTENSION, this::said);
    rule(
        "(?:\\d{3}[-. ]\\d{4}|\\d{3}[. ]\\d{3}[. ]\\d{4}|\\d{7,8}|\\d{4}[ -]\\d{4})"
            + END
            + EXTENSION,
        m -> CALLED.matcher(m.place().before(LONG_BEFORE)).find() ? said(m) : null);
    rule("555-\\d{4}" + END + EXTENSION, this::said);
    rule(
        "(?=\\d\\d[1-9]-)[2-9]\\d{2}-\\d{3}[1-9]" + END + EXTENSION,
        m -> m.place().start() == 0 && m.after().isEmpty() ? said(m) : null);
    rule("(?<=\\d,? ?)(?i:ext\\.?|extension) ?(\\d{1,6})(?![\\d:]|\\.\\d)", this::extension);
    rule("(?:11[0-9]|12[0-2]|911|999|[2-9]11|988)" + END, this::emergency);
    rule(
        "(?:100(?:86|10)|12306|123[0-9]{2}|955\\d{2}|10000|100\\d{2}|96\\d{3,4})" + END,
        this::service);
  }

  private @Nullable Spoken international(Match m) {
    long digits = m.text().chars().filter(Character::isDigit).count();
    boolean grouped = m.text().substring(1).matches("(?s).*[^0-9].*");
    boolean telephone =
        digits >= FEWEST_DIGITS && digits <= MOST_DIGITS + 6 && (grouped || digits >= 10);
    return telephone ? said(m) : null;
  }

  private Spoken said(Match m) {
    return Spoken.of(() -> english(m, false), () -> mandarin(m));
  }

  private Spoken free(Match m) {
    return m.text().matches("(?s).*[A-Z].*")
        ? Spoken.inEnglish(() -> english(m, true))
        : Spoken.of(() -> english(m, true), () -> mandarin(m));
  }

  /** {@code x12} apart from its number. */
  private Spoken extension(Match m) {
    return Spoken.of(
        () -> "extension " + shared.english().digits(m.group(1)),
        () -> "转" + shared.mandarin().telephone(m.group(1)));
  }

  private String english(Match m, boolean free) {
    int last = m.groups().groupCount();
    List<String> parts = new ArrayList<>();
    Matcher group = GROUP.matcher(number(m, last));
    while (group.find()) {
      String part = group.group();
      boolean hundreds = free && parts.size() == 1 && part.endsWith("00");
      parts.add(
          Character.isLetter(part.charAt(0))
              ? letters(part)
              : hundreds
                  ? shared.english().cardinal(Long.parseLong(part))
                  : shared.english().digits(part));
    }
    String plus = m.text().startsWith("+") ? "plus " : "";
    String extension = m.has(last) ? ", extension " + shared.english().digits(m.group(last)) : "";
    return plus + String.join(", ", parts) + extension;
  }

  /** A word where letters stand for digits, as in {@code 1-800-GO-SOFA}. */
  private String letters(String part) {
    String lower = part.toLowerCase(Locale.ROOT);
    return part.length() > 1 && lower.matches(".*[aeiouy].*")
        ? lower
        : shared.words().read(part, false);
  }

  private String mandarin(Match m) {
    int last = m.groups().groupCount();
    List<String> parts = new ArrayList<>();
    Matcher group = GROUP.matcher(number(m, last));
    while (group.find()) {
      parts.add(shared.mandarin().telephone(group.group()));
    }
    String extension = m.has(last) ? ",转" + shared.mandarin().telephone(m.group(last)) : "";
    return (m.text().startsWith("+") ? "加" : "") + String.join(",", parts) + extension;
  }

  /** Without the extension. */
  private static String number(Match m, int last) {
    String text = m.text();
    if (!m.has(last)) {
      return text;
    }
    String number = text.substring(0, text.length() - m.group(last).length());
    return number.replaceFirst("(?i)[, ]*(?:ext\\.?|extension|x|转(?:分机)?) *$", "");
  }

  /** 110 is a telephone number where it is called, or stands alone. */
  private @Nullable Spoken emergency(Match m) {
    boolean chinese = m.text().startsWith("1");
    boolean alone = chinese && m.place().start() == 0 && m.after().isEmpty();
    boolean called =
        DIALLED.matcher(m.before()).find()
            || EMERGENCY.matcher(m.place().before(LONG_BEFORE)).find()
            || (chinese && SERVICE.matcher(m.after()).find());
    boolean counted = COUNTED.matcher(m.after()).find() && !SERVICE.matcher(m.after()).find();
    boolean englishCalled = EMERGENCY.matcher(m.place().before(LONG_BEFORE)).find();
    if (!alone && (!called || (counted && !englishCalled))) {
      return null;
    }
    boolean digits = englishCalled || !alone;
    return Spoken.of(
        () ->
            digits
                ? shared.english().digits(m.text())
                : shared.english().cardinal(Long.parseLong(m.text())),
        () -> shared.mandarin().telephone(m.text()));
  }

  /** Numbers of services that everybody knows, unless they count. */
  private @Nullable Spoken service(Match m) {
    boolean known = m.text().matches("100(?:86|10)|12306|123(?:1[0-9]|33|2[08])|955\\d{2}");
    boolean called = DIALLED.matcher(m.before()).find() || SERVICE.matcher(m.after()).find();
    boolean service = SERVICE.matcher(m.after()).find();
    boolean counted = COUNTED.matcher(m.after()).find() && !service;
    if (counted || (!known && !called)) {
      return null;
    }
    boolean inEnglish = EMERGENCY.matcher(m.place().before(LONG_BEFORE)).find();
    return Spoken.of(
        () ->
            inEnglish
                ? shared.english().digits(m.text())
                : shared.english().cardinal(Long.parseLong(m.text())),
        () -> shared.mandarin().telephone(m.text()));
  }
}
