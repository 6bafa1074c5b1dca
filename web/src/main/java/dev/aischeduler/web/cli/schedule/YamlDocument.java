package dev.aischeduler.web.cli.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A document of a YAML file.
 *
 * @param file name of the file, for messages
 * @param content what it holds
 * @param places where the value of each path stands, for example {@code target.job.prompt}
 */
record YamlDocument(String file, JsonNode content, Map<String, Place> places) {
  /** Line and column, from 1. */
  record Place(int line, int column) {}

  /** The file, line and column of a field, or of the nearest one around it. */
  String at(String path) {
    String near = path;
    while (!places.containsKey(near) && !near.isEmpty()) {
      int cut = Math.max(near.lastIndexOf('.'), near.lastIndexOf('['));
      near = cut < 0 ? "" : near.substring(0, cut);
    }
    Place place = places.getOrDefault(near, new Place(1, 1));
    return file + ":" + place.line() + ":" + place.column();
  }
}
