package dev.aischeduler.engine.bulkrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.manifest.ManifestPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a bulk run has read; written after each chunk, so that it may lag behind the items by one
 * chunk, never run ahead.
 *
 * @param position behind the last row that was read
 * @param atEnd whether that was the last of the manifest
 * @param types valid rows so far, by task type
 * @param again states of items whose jobs are to be put back in the queue, one after the other
 * @param againAfter number of the last item of the first of them that was put back; an item that
 *     fails again is not put back again
 */
public record BulkState(
    ManifestPosition position,
    boolean atEnd,
    Map<String, Integer> types,
    List<ItemState> again,
    int againAfter) {

  /** That of a run. */
  public static BulkState of(Run run, BulkSpec spec) {
    String state = run.state();
    return state == null
        ? new BulkState(ManifestPosition.start(spec.manifest()), false, Map.of(), List.of(), 0)
        : StrictJson.read(state, BulkState.class);
  }

  /** After a chunk. */
  BulkState read(ManifestPosition now, boolean end, Map<String, Integer> more) {
    Map<String, Integer> all = new TreeMap<>(types);
    more.forEach((type, count) -> all.merge(type, count, Integer::sum));
    return new BulkState(now, end, all, again, againAfter);
  }

  /** With items of these states to be put back in the queue, behind one that was; or none. */
  BulkState again(List<ItemState> states, int after) {
    return new BulkState(position, atEnd, types, states, after);
  }

  /** With the whole manifest read. */
  BulkState ended() {
    return new BulkState(position, true, types, again, againAfter);
  }

  /** Valid rows so far. */
  public int valid() {
    return types.values().stream().mapToInt(Integer::intValue).sum();
  }

  String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the state of a bulk run", e);
    }
  }
}
