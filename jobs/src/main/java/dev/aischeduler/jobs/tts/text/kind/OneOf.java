package dev.aischeduler.jobs.tts.text.kind;

import java.util.List;
import java.util.Optional;

/** Several kinds that count as one where two values of a kind are joined; in order. */
final class OneOf extends Kind {
  private final List<Kind> kinds;

  OneOf(Kind... kinds) {
    this.kinds = List.of(kinds);
  }

  @Override
  boolean mayBeginWith(char c) {
    return kinds.stream().anyMatch(kind -> kind.mayBeginWith(c));
  }

  @Override
  Optional<Found> at(Place place) {
    for (Kind kind : kinds) {
      Optional<Found> found = kind.at(place);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
