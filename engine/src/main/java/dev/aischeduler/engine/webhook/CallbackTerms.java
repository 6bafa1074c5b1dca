package dev.aischeduler.engine.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a submission asks to be told of its end, as it was sent.
 *
 * @param url null for nowhere
 * @param events names of events; null for every end
 */
public record CallbackTerms(@Nullable String url, @Nullable List<@Nullable String> events) {
  /** Asks for nothing. */
  public static final CallbackTerms NONE = new CallbackTerms(null, null);
}
