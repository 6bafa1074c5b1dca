package dev.aischeduler.engine.submission;

import static dev.aischeduler.engine.task.InvalidRequestException.checkRange;

import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ranges of the fields that every submission takes. */
public final class SubmissionRules {
  /** The most urgent priority. */
  public static final int MAX_PRIORITY = 9;

  /** Most submissions of one call. */
  public static final int MAX_BULK = 10_000;

  /** Where a single submission gives its idempotency key. */
  /** Header that names a submission, so that it is stored once. */
  public static final String KEY_HEADER = "Idempotency-Key";

  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}_.:/-]{1,64}");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final Duration FAR = Duration.ofDays(366);

  private SubmissionRules() {}

  static void check(Submission submission, Clock clock) {
    checkRange("priority", submission.priority(), 0, MAX_PRIORITY);
    checkRange("max_attempts", submission.maxAttempts(), 1, 100);
    checkRange("timeout_s", submission.timeoutS(), 1, 86_400);
    checkRange("queue_timeout_s", submission.queueTimeoutS(), 0, 604_800);
    if (submission.retry() != null) {
      check(submission.retry());
    }
    Instant runAt = submission.runAt();
    if (runAt != null && runAt.isAfter(clock.instant().plus(FAR))) {
      throw new InvalidRequestException("run_at", "must lie within a year from now");
    }
    if (submission.tags().size() > 20) {
      throw new InvalidRequestException("tags", "must be at most 20");
    }
    for (String tag : submission.tags()) {
      if (!TAG.matcher(tag).matches()) {
        throw new InvalidRequestException(
            "tags", "each must be 1 to 64 letters, digits or _ . : / -");
      }
    }
    key(KEY_HEADER, submission.idempotencyKey());
    key("unique_key", submission.uniqueKey());
  }

  /**
   * Checks a key that a caller names something by; null is none.
   *
   * @throws InvalidRequestException names the field
   */
  public static void key(String field, @Nullable String key) {
    if (key != null && !KEY.matcher(key).matches()) {
      throw new InvalidRequestException(field, "must be 1 to 255 visible ASCII characters");
    }
  }

  private static void check(Submission.RetryTerms retry) {
    checkRange("retry.backoff_s", retry.backoffS(), 0, 86_400);
    checkRange("retry.backoff_max_s", retry.backoffMaxS(), 0, 604_800);
    if (retry.backoffS() != null
        && retry.backoffMaxS() != null
        && retry.backoffS() > retry.backoffMaxS()) {
      throw new InvalidRequestException(
          "retry.backoff_max_s", "must be at least backoff_s (" + retry.backoffS() + ")");
    }
    Double factor = retry.factor();
    if (factor != null && !(factor >= 1 && factor <= 10)) {
      throw new InvalidRequestException("retry.factor", "must be 1 to 10, but is " + factor);
    }
  }
}
