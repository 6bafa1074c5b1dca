package dev.aischeduler.web.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * The result of one check.
 *
 * @param check its name: {@code java}, {@code database}, {@code gpu}...
 * @param detail the finding, in one sentence
 * @param remedy what to do about it, in one line; empty when there is nothing to do
 * @param facts the same for scripts
 */
public record Finding(
    String check, State state, String detail, String remedy, Map<String, Object> facts) {

  /** Severity. */
  public enum State {
    /** As it should be. */
    @JsonProperty("ok")
    OK,
    /** Works, but could be better, or worth knowing. */
    @JsonProperty("note")
    NOTE,
    /** Must be fixed. */
    @JsonProperty("problem")
    PROBLEM
  }

  /** As it should be. */
  static Finding ok(String check, String detail) {
    return new Finding(check, State.OK, detail, "", Map.of());
  }

  /** Worth knowing. */
  static Finding note(String check, String detail, String remedy) {
    return new Finding(check, State.NOTE, detail, remedy, Map.of());
  }

  /** To be fixed. */
  static Finding problem(String check, String detail, String remedy) {
    return new Finding(check, State.PROBLEM, detail, remedy, Map.of());
  }

  /** The same, with facts for scripts. */
  Finding with(Map<String, Object> more) {
    return new Finding(check, state, detail, remedy, more);
  }
}
