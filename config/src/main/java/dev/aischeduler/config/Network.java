package dev.aischeduler.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  private static final int LONGEST_ADDRESS = 45;

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
    return list(text, Network::parse);
  }

  /**
   * The ranges of a list that names single addresses as well.
   *
   * @param text ranges and addresses between commas; may be empty
   * @throws IllegalArgumentException when one of them is neither
   */
  public static List<Network> listOfAny(String text) {
    return list(
        text,
        part ->
            part.contains("/")
                ? parse(part)
                : address(part).map(a -> new Network(a, 8 * a.getAddress().length)));
  }

  private static List<Network> list(String text, Function<String, Optional<Network>> reader) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> reader.apply(part).orElseThrow(() -> new IllegalArgumentException(part)))
        .toList();
  }

  /**
   * The address that a text stands for; empty when it is none. An IPv4 address that is written as
   * IPv6 is the IPv4 address. It never asks a name server.
   */
  public static Optional<InetAddress> address(String text) {
    return text.length() > LONGEST_ADDRESS
        ? Optional.empty()
        : parse(text + "/0").map(Network::address);
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
