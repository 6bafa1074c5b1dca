package dev.aischeduler.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param address one of the range
 * @param bits that all of the range share, from the first
 */
public record Network(InetAddress address, int bits) {
  /** What is no address by its form would be asked of a name server. */
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)/([0-9]{1,3})");

  /** The range that a text stands for; empty when it is none. */
  public static Optional<Network> parse(String text) {
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      Network network =
          new Network(InetAddress.getByName(match.group(1)), Integer.parseInt(match.group(2)));
      return Optional.of(network).filter(n -> n.bits <= 8 * n.address.getAddress().length);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * The ranges of a list.
   *
   * @param text ranges between commas; may be empty
   * @throws IllegalArgumentException when one of them is none
   */
  public static List<Network> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> parse(part).orElseThrow(() -> new IllegalArgumentException(part)))
        .toList();
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
