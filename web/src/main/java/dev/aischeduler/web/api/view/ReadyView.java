package dev.aischeduler.web.api.view;

import java.util.List;

/**
 * Whether this node can serve.
 *
 * @param status {@code ready}, {@code not_ready} or {@code draining}
 * @param database {@code up} or {@code down}
 * @param artifacts {@code up}, or {@code full} when a long result may not fit any more
 * @param servers the job servers of this node
 * @param lanes one entry for each task type; a failed one names the reason while others serve
 */
public record ReadyView(
    String status,
    String database,
    String artifacts,
    List<ServerState> servers,
    List<ModelState> lanes) {
  /** The same without job servers and models, whose reasons are not for everybody. */
  public ReadyView withoutDetails() {
    return new ReadyView(status, database, artifacts, List.of(), List.of());
  }
}
