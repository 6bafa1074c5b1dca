package dev.aischeduler.web.api.view;

import java.util.List;

/**
 * Whether the process works.
 *
 * @param status {@code ok} or {@code failing}
 * @param problems parts that do not come back by themselves; the process ends because of them
 */
public record HealthView(String status, List<String> problems) {}
