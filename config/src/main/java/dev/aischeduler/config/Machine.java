package dev.aischeduler.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What a default may depend on.
 *
 * @param cores CPU cores that this process may use, at least 1
 * @param hostName name of the host
 */
public record Machine(int cores, String hostName) {

  /** The machine that this process runs on. */
  public static Machine here() {
    return new Machine(Runtime.getRuntime().availableProcessors(), localName());
  }

  private static String localName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A container without an entry in its hosts file; one node alone needs no other name.
      return "localhost";
    }
  }
}
