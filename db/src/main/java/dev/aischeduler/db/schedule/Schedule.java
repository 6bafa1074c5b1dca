package dev.aischeduler.db.schedule;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code schedule}.
 *
 * @param name unique in its tenant, 1 to 50 characters
 * @param definition what people wrote (JSON), with every default filled in
 * @param texts what SQL users see of the definition
 * @param statusReason why it is paused or ended; null for none
 * @param source file that it came from; null when it came by the API
 * @param nextFire first fire time that is not decided yet; null when there is none
 * @param nextDue when it starts: that with the jitter added
 * @param lastFire last fire time whose time came
 * @param missed fire times that were not started in time since it was made
 */
public record Schedule(
    UUID id,
    String name,
    String definition,
    Texts texts,
    ScheduleStatus status,
    @Nullable String statusReason,
    @Nullable String source,
    @Nullable Instant nextFire,
    @Nullable Instant nextDue,
    @Nullable Instant lastFire,
    long missed,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Parts of the definition as columns.
   *
   * @param time cron expression or interval
   * @param zone time zone
   * @param english what the time means
   * @param chinese the same
   * @param targetKind {@code job}, {@code bulk} or {@code workflow}
   * @param tenant whose jobs it starts
   */
  public record Texts(
      String time, String zone, String english, String chinese, String targetKind, String tenant) {}

  /**
   * The same schedule with another status and next fire time.
   *
   * @param reason why; null for none
   */
  public Schedule with(
      ScheduleStatus newStatus,
      @Nullable String reason,
      @Nullable Instant fire,
      @Nullable Instant due,
      Instant now) {
    return new Schedule(
        id,
        name,
        definition,
        texts,
        newStatus,
        reason,
        source,
        fire,
        due,
        lastFire,
        missed,
        createdAt,
        now);
  }

  /** The same schedule after fire times were decided. */
  public Schedule fired(@Nullable Instant last, long nowMissed) {
    return new Schedule(
        id,
        name,
        definition,
        texts,
        status,
        statusReason,
        source,
        nextFire,
        nextDue,
        last == null ? lastFire : last,
        missed + nowMissed,
        createdAt,
        updatedAt);
  }
}
