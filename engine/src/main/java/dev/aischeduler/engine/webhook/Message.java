package dev.aischeduler.engine.webhook;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * What is posted to a receiver.
 *
 * @param headers besides those of HTTP itself
 * @param body JSON in UTF-8
 */
public record Message(URI url, Map<String, String> headers, byte[] body) {
  /** The same with another header. */
  public Message with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Message(url, Map.copyOf(all), body);
  }
}
