package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a definition. For one thread. */
public final class Problems {
  /** A definition that is wrong in every place need not be answered by all of them. */
  private static final int MOST = 50;

  private final Map<String, JsonLocation> places;
  private final List<DefinitionProblem> found = new ArrayList<>();

  /**
   * None so far.
   *
   * @param places of the fields by path
   */
  Problems(Map<String, JsonLocation> places) {
    this.places = new HashMap<>(places);
  }

  /**
   * Adds one.
   *
   * @param path of the field; the place of the nearest field around it is told when it has none
   */
  public void add(String path, String message) {
    if (found.size() < MOST) {
      JsonLocation place = place(path);
      found.add(
          new DefinitionProblem(
              Math.max(0, place.getLineNr()), Math.max(0, place.getColumnNr()), path, message));
    }
  }

  /** A field that is known by another path, too, with all that is in it. */
  void alias(String path, String other) {
    Map<String, JsonLocation> more = new HashMap<>();
    places.forEach(
        (known, place) -> {
          boolean within =
              known.equals(path) || known.startsWith(path + ".") || known.startsWith(path + "[");
          if (within) {
            more.put(other + known.substring(path.length()), place);
          }
        });
    places.putAll(more);
  }

  private JsonLocation place(String path) {
    String at = path;
    while (!at.isEmpty() && !places.containsKey(at)) {
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = at.substring(0, Math.max(0, cut));
    }
    return places.getOrDefault(at, JsonLocation.NA);
  }

  /** In the order of the text. */
  public List<DefinitionProblem> all() {
    return found.stream()
        .sorted(
            Comparator.comparingInt(DefinitionProblem::line)
                .thenComparingInt(DefinitionProblem::column))
        .toList();
  }

  /** Whether there is none. */
  public boolean none() {
    return found.isEmpty();
  }

  /**
   * Ends the reading if there is any.
   *
   * @throws InvalidDefinitionException with all of them
   */
  public void refuse() {
    if (!found.isEmpty()) {
      throw new InvalidDefinitionException(all());
    }
  }
}
