package dev.aischeduler.jobs.tts.text.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Sentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every digit and sign of a text has a say in what is spoken, and equal values sound equal. */
final class WrittenValuesTest {
  private static final TextFrontEnd FRONT_END =
      new TextFrontEnd(MandarinScript.HAN, EnumSet.allOf(Language.class));

  private static final List<String> PIECES =
      List.of(
          "5", "12", "305", "1999", "2024", "0.5", ".5", "3.14", "1,234", "7", "1/2", "10:30", "-3",
          "25", "100", "%", "$", "€", "£", "¥", "km", "kg", "°C", "m²", "m³", "GB", "ms", "²", "³",
          "±", "≤", "≥", "=", "+", "×", "÷", "<", ">", "~", "-", "–", " ", "  ", "，", " and ",
          " or ", "共", "年", "月", "日", "个", "元", "约", "on ", "the ", "about ", "第", "①", "½", "th",
          "nd");

  private static final String SIGNS = "%$€£¥²³±≤≥=×÷°½①+";
  private static final String OTHER_DIGITS = "1379";

  @Test
  void no_digit_and_no_sign_vanishes() {
    Random random = new Random(13);
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Language fallback = random.nextBoolean() ? Language.EN : Language.ZH;
      String spoken = said(text.toString(), fallback);
      for (int at = 0; at < text.length(); at++) {
        if (!hasSay(text.toString(), at, spoken, fallback)) {
          lost.add("'" + text.charAt(at) + "' at " + at + " of '" + text + "'");
        }
      }
    }
    assertThat(lost).isEmpty();
  }

  /** A digit has a say if another one there is said otherwise; a sign, if its absence is. */
  private static boolean hasSay(String text, int at, String spoken, Language fallback) {
    char c = text.charAt(at);
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    if (Character.isDigit(c)) {
      return OTHER_DIGITS
          .chars()
          .anyMatch(d -> d != c && !said(before + (char) d + after, fallback).equals(spoken));
    }
    boolean twice = (c == '=' && after.startsWith("="));
    boolean signOfMoney = c == '+' && before.matches(".*[$€£¥]");
    return SIGNS.indexOf(c) < 0
        || twice
        || signOfMoney
        || !said(before + after, fallback).equals(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .5         | 0.5
          ½          | 1/2
          ⅓          | 1/3
          2½         | 2 1/2
          1⁄2        | 1/2
          ½ kg       | 1/2 kg
          ２０２４年 | 2024年
          二〇二四年 | 2024年
          １２，３４ | 12，34
          5％        | 5%
          ＄5        | $5
          5㎏        | 5kg
          5ｋｍ      | 5km
          3㎡        | 3m²
          3m2        | 3m²
          20℃        | 20°C
          −5         | -5
          10³        | 10^3
          10：30     | 10:30
          ٣          | 3
          """)
  void equal_values_are_said_equally(String one, String other) {
    for (Language fallback : Language.values()) {
      assertThat(said(one, fallback)).isEqualTo(said(other, fallback));
    }
  }

  private static String said(String text, Language fallback) {
    Script script = FRONT_END.read(text, fallback);
    return script.sentences().stream().map(Sentence::words).toList() + " " + script.skipped();
  }
}
