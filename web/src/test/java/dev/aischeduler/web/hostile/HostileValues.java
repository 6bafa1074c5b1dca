package dev.aischeduler.web.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Values at the bounds of what fields, paths, queries and headers take, and beyond. Texts are
 * bytes, one in each character.
 */
final class HostileValues {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "0",
          "default",
          "llm",
          "llm,tts",
          "queued",
          "succeeded,failed",
          ",",
          "image,,tts",
          "nobody",
          "'; DROP TABLE job; --",
          "%' OR 1=1 --",
          "%",
          "_",
          "\\\\",
          "../../etc/passwd",
          "${jndi:ldap://127.0.0.1:9/a}",
          "{{7*7}}",
          "<script>alert(1)</script>",
          "null",
          "NaN",
          "20261231",
          "2026-12-31T08:00:00Z",
          "9999-12-31T23:59:59Z",
          "+999999999-12-31T23:59:59.999999999Z",
          "-0001-01-01T00:00:00Z",
          "2026-12-31T08:00:00+18:00",
          "2026-12-31T08:00:00+19:00",
          "2026-12-31T24:00:00Z",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "-1",
          "1e3",
          "0x10",
          "9223372036854775808",
          "99999999999999999999999999",
          utf8("\u4e2d\u6587\u79df\u6237"),
          utf8("\u0627\u0644\u0639\u0631\u0628\u064a\u0629"),
          utf8("\u0130\u0131\u00df\ufb03"),
          utf8("\ud83d\udc3c\ud83c\udffd\u200d\u2642"),
          utf8("\u202e\u200f\ufeff\u2028\u2029"),
          utf8("\ufffe\uffff\ufffd"),
          utf8("e" + "\u0301".repeat(200)),
          utf8("\u0661\u0662\u0663"),
          "\u00ed\u00a0\u0080",
          "\u00c0\u00af",
          "\u00ff\u00fe",
          "\u00f4\u0090\u0080\u0080",
          "a".repeat(64),
          "a".repeat(65),
          "a".repeat(256),
          "a".repeat(5000));

  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1",
          "-1",
          "9",
          "10",
          "0.5",
          "64.0",
          "1e2",
          "1E+2",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "1e309",
          "-1e309",
          "1e-400",
          "1e999999999",
          "0." + "0".repeat(90) + "1",
          "9".repeat(90),
          "9".repeat(2000),
          "NaN",
          "-Infinity",
          "01",
          "+1",
          ".5",
          "5.",
          "0x1",
          "1_000",
          "\"\\u0000\"",
          "\"a\\u0001b\"",
          "\"\\u007f\\u0085\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u202e\"",
          "\"\\n\\r\\t\"",
          "\"\\x\"",
          "\"\\u12\"",
          "\"a\nb\"",
          "\"a\u0000b\"",
          "'a'",
          "undefined",
          "[]",
          "[null]",
          "[[]]",
          "[1,2]",
          "[\"a\",\"a\"]",
          "[\"a\",\"b\\u0000\"]",
          "[{}]",
          "{}",
          "{\"a\":{}}",
          "{\"\":1}",
          "{\"role\":\"user\",\"content\":\"x\"}",
          "[{\"role\":\"user\",\"content\":\"x\"}]",
          "[{\"role\":\"root\",\"content\":\"x\"}]",
          "[{\"role\":\"user\",\"content\":\"\\ud800\"}]",
          "{\"backoff_s\":1e9,\"factor\":0}",
          "{\"backoff_s\":0,\"backoff_max_s\":0,\"factor\":1.0}",
          "[" + "\"t\",".repeat(30) + "\"t\"]");

  private HostileValues() {}

  /** The bytes of a text in UTF-8, one in each character. */
  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** A text as it stands between quotes in JSON, mostly well-formed. */
  static String text(Draw draw) {
    return draw.of(TEXTS);
  }

  /** A JSON value, or nearly one. */
  static String json(Draw draw) {
    return draw.chance(40) ? "\"" + text(draw).replace("\"", "\\\"") + "\"" : draw.of(JSON);
  }

  /** A part of a path or a value of a query. */
  static String inTarget(Draw draw) {
    return switch (draw.below(6)) {
      case 0 ->
          draw.of(
              "%00",
              "a%00b",
              "%01",
              "%0a",
              "%0d%0aX-A:%20b",
              "%7f",
              "%c2%85",
              "%ff",
              "%ed%a0%80",
              "%c0%af",
              "%f4%90%80%80",
              "%zz",
              "%",
              "%2",
              "%u0041",
              "%25",
              "%252e");
      case 1 ->
          draw.of(
              "..",
              "%2e%2e",
              "..%2f..%2fetc%2fpasswd",
              "..;",
              ".;a=b",
              ";jsessionid=1",
              "%5c",
              "\\",
              "%2f",
              "//",
              "a/b",
              "~",
              "*",
              "?",
              "#a",
              "a#b",
              "&",
              "=",
              "+",
              "a+b",
              "[0]",
              "{id}");
      case 2 -> "a".repeat(draw.of("7000", "9000", "300").length() * 1500);
      case 3 -> draw.uuid();
      default -> escaped(text(draw));
    };
  }

  /** A text as it stands in a target. */
  static String escaped(String bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~,:".indexOf(c) >= 0);
      text.append(plain ? "" + c : String.format(Locale.ROOT, "%%%02x", (int) c));
    }
    return text.toString();
  }
}
