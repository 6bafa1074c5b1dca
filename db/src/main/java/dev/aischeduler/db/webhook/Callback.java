package dev.aischeduler.db.webhook;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a job or run reports to.
 *
 * @param url of the receiver, at most {@value #MAX_URL} characters
 * @param events that it wants to hear of, each once
 */
public record Callback(String url, List<Event> events) {
  /** Longest address. */
  public static final int MAX_URL = 2048;

  /** Copies the events. */
  public Callback {
    events = List.copyOf(events);
  }

  /** The events as stored: words between commas. */
  public String joinedEvents() {
    return String.join(",", events.stream().map(Event::wireName).toList());
  }

  /** What two columns hold; null when they are. */
  public static @Nullable Callback of(@Nullable String url, @Nullable String joinedEvents) {
    return url == null || joinedEvents == null
        ? null
        : new Callback(url, Arrays.stream(joinedEvents.split(",")).map(Event::of).toList());
  }
}
