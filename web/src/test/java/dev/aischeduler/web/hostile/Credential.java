package dev.aischeduler.web.hostile;

import java.util.List;

/**
 * What a request shows of its sender.
 *
 * @param name for people
 * @param lines of the request's head, without line ends
 * @param valid false when no route but the open ones may answer it with anything but a refusal
 */
public record Credential(String name, List<String> lines, boolean valid) {
  /** A key in the header of bearers. */
  public static Credential bearer(String name, String secret, boolean valid) {
    return new Credential(name, List.of("Authorization: Bearer " + secret), valid);
  }
}
