package dev.aischeduler.jobs.llm.grammar;

import java.nio.charset.StandardCharsets;

/** Whether rules match texts. */
final class Texts {
  private Texts() {}

  static boolean matches(Rule rule, String text) {
    if (rule.least() == Rule.UNSATISFIABLE) {
      return false;
    }
    State state = State.start(rule);
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      state = state.next(value & 0xFF);
      if (state == null) {
        return false;
      }
    }
    return state.complete();
  }
}
