package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;

/** Whether a sign between two numbers belongs to a formula. Looks at a few characters only. */
final class Formula {
  private static final int NEAR = 30;
  private static final String OPERAND = "(?:[\\d.]{1,12}|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[)(π])";
  private static final Pattern RIGHT =
      Pattern.compile(
          "^(?: ?[-−+*/×÷^²³]{0,2} ?" + OPERAND + "){0,6}[²³]? ?(?:[=≈≠≤≥]|[+×÷*^] ?[\\d(])");
  private static final Pattern LEFT =
      Pattern.compile(
          "(?:[\\d)²³][+×÷*^]|[\\dA-Za-z)] [+×÷*] |[=≈] ?\\(?[\\d.]{0,12}[-−+×÷*/]) ?$");

  private Formula() {}

  /** Whether what lies between these two ends is part of a formula. */
  static boolean around(String text, int start, int end) {
    return continues(text, end)
        || LEFT.matcher(text.substring(Math.max(0, start - NEAR), start)).find();
  }

  /** Whether a formula goes on here. */
  static boolean continues(String text, int end) {
    return RIGHT.matcher(text.substring(end, Math.min(text.length(), end + NEAR))).find();
  }
}
