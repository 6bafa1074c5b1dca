package dev.aischeduler.web.api.view;

import dev.aischeduler.jobs.model.cache.DeviceMemoryUse;
import dev.aischeduler.jobs.model.cache.ModelStatus;
import java.util.List;
import java.util.Locale;

/**
 * Who holds the memory of a device, in bytes.
 *
 * @param total all there is
 * @param used in use by anyone
 * @param process in use by this process
 * @param forModels what models may take together
 */
public record DeviceMemoryView(
    String device, long total, long used, long process, long forModels, List<Lane> lanes) {

  /**
   * A lane's part of it.
   *
   * @param budget what its models may take together
   * @param held what they take
   */
  public record Lane(String lane, long budget, long held, List<Model> models) {}

  /** A model in memory. */
  public record Model(String name, String state, long bytes, boolean pinned, int users) {}

  /** A device in the model cache's terms. */
  public static DeviceMemoryView of(DeviceMemoryUse device) {
    return new DeviceMemoryView(
        device.device(),
        device.memory().total(),
        device.memory().used(),
        device.memory().process(),
        device.forModels(),
        device.lanes().stream().map(DeviceMemoryView::lane).toList());
  }

  private static Lane lane(DeviceMemoryUse.LaneMemoryUse lane) {
    return new Lane(
        lane.lane().wireName(),
        lane.budget(),
        lane.held(),
        lane.models().stream().map(DeviceMemoryView::model).toList());
  }

  private static Model model(ModelStatus model) {
    return new Model(
        model.name(),
        model.state().name().toLowerCase(Locale.ROOT),
        model.footprintBytes(),
        model.pinned(),
        model.users());
  }
}
