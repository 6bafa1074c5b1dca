package dev.aischeduler.web.api.view;

import dev.aischeduler.jobs.model.cache.ModelStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model of this node, in memory or not.
 *
 * @param miniature true for the ones that ship with the product
 * @param state {@code not_loaded}, {@code loading}, {@code idle}, {@code in_use} or {@code failed}
 * @param devices those that hold a copy, or are getting one
 * @param detail why the last load failed, or empty
 * @param footprintBytes memory that its copies hold, or one would take as far as is known
 * @param measured false while the footprint is an estimate from the size of the weights
 * @param users jobs that use it now
 * @param evictions how often it had to make room
 */
public record ModelView(
    String name,
    boolean miniature,
    String type,
    String state,
    String detail,
    List<String> devices,
    long footprintBytes,
    boolean measured,
    boolean pinned,
    int users,
    @Nullable Instant lastUsedAt,
    long loadMs,
    int loads,
    int evictions) {

  /** A model in the model cache's terms. */
  public static ModelView of(ModelStatus model) {
    return new ModelView(
        model.name(),
        model.miniature(),
        model.type().wireName(),
        model.state().name().toLowerCase(Locale.ROOT),
        model.detail(),
        model.devices(),
        model.footprintBytes(),
        model.measured(),
        model.pinned(),
        model.users(),
        model.lastUsedAt(),
        model.loadMs(),
        model.loads(),
        model.evictions());
  }
}
