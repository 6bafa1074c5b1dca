package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The model that a task type uses on this node.
 *
 * @param state {@code loading}, {@code ready} or {@code failed}
 * @param detail why it is not ready, or empty
 * @param facts name, requested engine, miniature, load_ms and more, written beside the other keys
 */
public record ModelState(
    String type, String state, String detail, @JsonIgnore Map<String, Object> facts) {

  /** The state of a task type's handler; where its files lie stays private. */
  public static ModelState of(TaskType type, HandlerStatus status) {
    Map<String, Object> facts = new LinkedHashMap<>(status.model());
    facts.keySet().removeAll(List.of("path", "type", "state", "detail"));
    return new ModelState(
        type.wireName(), status.state().name().toLowerCase(Locale.ROOT), status.detail(), facts);
  }

  /** The facts, written beside the other keys. */
  @JsonAnyGetter
  public Map<String, Object> otherFacts() {
    return facts;
  }
}
