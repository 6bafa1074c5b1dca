package dev.aischeduler.web.api.view;

import java.util.List;

/**
 * Whether this node can serve.
 *
 * @param status {@code ready}, {@code not_ready} or {@code draining}
 * @param database {@code up} or {@code down}
 * @param lanes one entry for each task type; a failed one names the reason while others serve
 */
public record ReadyView(String status, String database, List<ModelState> lanes) {}
