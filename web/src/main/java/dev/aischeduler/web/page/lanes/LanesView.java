package dev.aischeduler.web.page.lanes;

import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.api.view.ModelState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the lanes shows.
 *
 * @param shared false where a job holds the device for its whole length
 * @param windowS length of the window that the actual shares are of, in seconds
 */
public record LanesView(List<Row> lanes, boolean shared, int windowS) {

  /**
   * A lane.
   *
   * @param weighted whether it has a weight that can be set
   * @param oldestWait how long the first of the queue has existed; null when none waits
   * @param actual share of the busy device time that it had, 0..1; null when it takes no turns
   * @param model that serves it on this node
   */
  public record Row(
      LaneState lane,
      boolean weighted,
      @Nullable Duration oldestWait,
      @Nullable Double actual,
      ModelState model) {

    /** Name of its model. */
    public String modelName() {
      return String.valueOf(model.facts().getOrDefault("name", "–"));
    }

    /** Whether the model is one of those that ship with the product. */
    public boolean miniature() {
      return Boolean.TRUE.equals(model.facts().get("miniature"));
    }
  }

  /** Lanes that divide the devices by weights. */
  public List<Row> weighted() {
    return lanes.stream().filter(Row::weighted).toList();
  }
}
