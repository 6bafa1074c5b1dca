package dev.aischeduler.web.api.view;

import java.util.List;

/**
 * Models of this node.
 *
 * @param inUse the model of each task type
 * @param installed every folder of weights found
 */
public record ModelsView(List<ModelState> inUse, List<Installed> installed) {
  /**
   * A folder of weights.
   *
   * @param miniature true for the ones that ship with the product
   */
  public record Installed(String name, boolean miniature) {}
}
