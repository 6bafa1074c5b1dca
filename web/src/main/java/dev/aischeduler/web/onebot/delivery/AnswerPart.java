package dev.aischeduler.web.onebot.delivery;

import dev.aischeduler.web.onebot.protocol.Segment;
import java.util.List;

/** One message of an answer. Immutable. */
record AnswerPart(List<Segment> segments) {
  /** Keeps a copy. */
  AnswerPart {
    segments = List.copyOf(segments);
  }

  /** Whether it holds a segment of a type. */
  boolean has(String type) {
    return segments.stream().anyMatch(segment -> segment.type().equals(type));
  }
}
