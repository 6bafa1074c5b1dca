package dev.aischeduler.web.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * A result of a check. Immutable.
 *
 * @param check name of the check: {@code java}, {@code database}, {@code gpu}...
 * @param state severity
 * @param detail the finding, in one sentence
 * @param remedy what to do about it, in one line; empty when there is nothing to do
 * @param facts the values behind the finding, for scripts
 */
public record Finding(
    String check, State state, String detail, String remedy, Map<String, Object> facts) {

  /** Severity of a finding; in JSON in lower case. */
  public enum State {
    /** The requirement is met. */
    @JsonProperty("ok")
    OK,
    /** The product works; the finding is information or a possible improvement. */
    @JsonProperty("note")
    NOTE,
    /** The product does not work fully until this is fixed. */
    @JsonProperty("problem")
    PROBLEM
  }

  /** A finding of state {@link State#OK}, without remedy. */
  static Finding ok(String check, String detail) {
    return new Finding(check, State.OK, detail, "", Map.of());
  }

  /** A finding of state {@link State#NOTE}; {@code remedy} may be empty. */
  static Finding note(String check, String detail, String remedy) {
    return new Finding(check, State.NOTE, detail, remedy, Map.of());
  }

  /** A finding of state {@link State#PROBLEM}. */
  static Finding problem(String check, String detail, String remedy) {
    return new Finding(check, State.PROBLEM, detail, remedy, Map.of());
  }

  /** A copy with these facts in place of the present ones. */
  Finding with(Map<String, Object> more) {
    return new Finding(check, state, detail, remedy, more);
  }
}
