package dev.aischeduler.web.hostile;

import java.util.Optional;

/** Something that every answer must keep. */
@FunctionalInterface
public interface AnswerCheck {
  /** What is wrong with an answer; empty for nothing. */
  Optional<String> fault(HostileRequest request, RawAnswer answer);
}
