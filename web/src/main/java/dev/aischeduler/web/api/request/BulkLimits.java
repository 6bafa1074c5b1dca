package dev.aischeduler.web.api.request;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.JsonInput;
import dev.aischeduler.config.json.JsonLimits;
import dev.aischeduler.engine.JobService;

/**
 * How much one bulk submission may hold.
 *
 * @param maxBytes of its body
 * @param maxTasks in its list
 * @param input parses it; a value costs up to a hundred bytes of memory, so ten bodies of the most
 *     values fit the default heap
 */
public record BulkLimits(int maxBytes, int maxTasks, JsonInput input) {
  private static final int VALUES_PER_TASK = 25;

  /** A text of any field may be this long, so that a prompt just over its limit is told by name. */
  private static final int LEAST_TEXT_CHARS = 100_000;

  /** The limits that follow from the settings. */
  public static BulkLimits of(Settings settings) {
    int longest = Math.max(settings.limits().maxPromptChars(), settings.limits().maxTextChars());
    // a character beyond the Basic Multilingual Plane is two units
    int units = Math.max(LEAST_TEXT_CHARS, 2 * longest);
    return new BulkLimits(
        settings.server().maxBulkBodyBytes(),
        JobService.MAX_BULK,
        new JsonInput(new JsonLimits(JobService.MAX_BULK * VALUES_PER_TASK, units)));
  }
}
