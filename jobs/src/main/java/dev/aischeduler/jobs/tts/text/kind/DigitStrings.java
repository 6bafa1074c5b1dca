package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.Language;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Digits that name something and count nothing, said one by one: numbers of cards and rooms. */
final class DigitStrings extends Kind {
  /** What is named by digits whatever follows. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(?:(?:card|account|acct|routing|serial|order|tracking|confirmation|invoice|booking"
              + "|reference|ticket|case|flight|passport|licen[cs]e|plate|policy|member|membership"
              + "|phone|telephone|student|employee|id|pin|model|part|batch|lot|registration)"
              + " (?:number|no\\.?|num|code|id|#)|(?:account|card|flight|passcode|password|otp|pin"
              + "|zip|zip code|postcode|postal code|area code|country code|access code|passport"
              + "|(?:verification|security|confirmation|dialing|promo|door|gate|tracking) code"
              + "|s/n|ending in|ending with|ends in|ends with|last (?:four|4)(?: digits)?|ssn|swift|iban"
              + "|cvv|cvc|imei|isbn|issn|qq|extension|ext\\.?))(?: (?:is|was|of|are))?[:#=]?(?: ?#)? ?$"
              + "|(?i)\\b(?:code|id|otp|pin|password)(?: (?:is|was)|[:#=]) ?$");

  /** What is named by its number only where that has three digits or more. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?i)\\b(?:room|rm\\.?|flight(?: [A-Z]{2})?|highway|hwy\\.?|route|bus|gate|locker|area code|interstate) ?#?$");

  private static final Pattern MANDARIN_NAMED =
      Pattern.compile(
          "(?:尾号|末四位|后四位|卡号|账号|帐号|户号|账户|房号|房间号?|包间|病房|教室|航班号?|车牌号?码?|车次|订单号?|单号|编号"
              + "|流水号|序列号|邮编|邮政编码|邮码|区号|验证码|校验码|动态码|密码|口令|学号|工号|证号|身份证号?码?|护照号?码?"
              + "|[Qq][Qq]群?号?|微信号?|股票代码|证券代码|代码|取件码|提取码|邀请码|兑换码|识别码|手机号?码?|电话号?码?|传真"
              + "|座机|分机号?|门牌号?|会议号|房间密码|卡片|合同号|批号|货号)"
              + "(?:号码|号)?(?:[是为:：\"“]|分别是|如下)?[:：]? ?$");

  /** What follows the number of a room or a bus line. */
  private static final Pattern NUMBER_OF =
      Pattern.compile("^(?:号?房(?![源子屋贷价产租])间?|室(?![内外温友])|号房|号室|教室|包间|病房|次列车|次航班|航班|路公交|路车|路电车)");

  private static final Pattern BUS = Pattern.compile("^路(?:公交|车|电车|站|$)");

  /** Every word that {@link #NAMED} and {@link #NUMBERED} may end in: a cheap first look. */
  private static final Set<String> LAST_WORDS =
      Set.of(
          ("number no num code id account card flight passcode password otp pin zip postcode"
                  + " passport in with four 4 digits ssn swift iban cvv cvc imei isbn issn qq"
                  + " extension ext is was of are room rm highway hwy route bus gate locker"
                  + " interstate")
              .split(" "));

  private static final int LONG_BEFORE = 40;

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  DigitStrings(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    String end = "(?![:/]?\\d|[.,]\\d)";
    rule(
        "\\d{1,30}+(?:-\\d{1,30}+){2,9}(?![\\d:])|\\d{4}(?: \\d{4}){2,4}(?: \\d{1,3})?" + end,
        m -> one(m.text(), naming(m)));
    rule(
        "\\d{1,30}(?:[- ]\\d{2,12}){0,5}" + end,
        m -> named(m.place().before(LONG_BEFORE)) ? one(m.text(), false) : null);
    rule("\\d{1,30}(?:-\\d{2,12}){0,5}" + end, m -> naming(m) ? one(m.text(), true) : null);
    rule("\\d{3,5}(?![A-Za-z]|[-:/]?\\d|[.,]\\d)", this::numbered);
    rule("0\\d++(?![:/]|\\.\\d)|\\d{13,}+", m -> one(m.text(), false));
  }

  /** Whether English words before say that digits name something. */
  private static boolean named(String before) {
    return mayName(before) && NAMED.matcher(before).find();
  }

  /** A cheap look at the last word, which most often is none of these. */
  private static boolean mayName(String before) {
    String last = lastWord(before);
    boolean twoLetters = !last.isEmpty() && last.length() <= 2;
    return twoLetters || LAST_WORDS.contains(last) || before.stripTrailing().endsWith("#");
  }

  /** The last word in lower case; empty when there is none, or a mark other than {@code .:#=}. */
  private static String lastWord(String before) {
    int end = before.length();
    while (end > 0 && " .:#=".indexOf(before.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end > 0 && before.charAt(end - 1) == ')') {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(before.charAt(start - 1))) {
      start--;
    }
    return before.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static boolean naming(Match m) {
    String before = m.before();
    return before.chars().anyMatch(Language::isHan) && MANDARIN_NAMED.matcher(before).find();
  }

  private @Nullable Spoken numbered(Match m) {
    String before = m.place().before(LONG_BEFORE);
    boolean english = mayName(before) && NUMBERED.matcher(before).find();
    String after = m.after();
    boolean han = !after.isEmpty() && Language.isHan(after.charAt(0));
    boolean room = han && NUMBER_OF.matcher(after).find() && !m.text().endsWith("00");
    boolean bus = han && m.text().length() == 3 && BUS.matcher(after).find();
    return english || room || bus ? one(m.text(), true) : null;
  }

  /**
   * Digits one by one, a pause between groups.
   *
   * @param telephone whether one is 幺 in Mandarin
   */
  private Spoken one(String written, boolean telephone) {
    return Spoken.of(
        () ->
            Arrays.stream(written.split("[- ]"))
                .map(english::digits)
                .collect(Collectors.joining(", ")),
        () ->
            Arrays.stream(written.split("[- ]"))
                .map(part -> telephone ? mandarin.telephone(part) : mandarin.digits(part))
                .collect(Collectors.joining(",")));
  }
}
