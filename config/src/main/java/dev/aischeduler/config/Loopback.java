package dev.aischeduler.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises the addresses and names of this machine's loopback interface: {@code localhost},
 * {@code 127.0.0.0/8}, {@code ::1} and IPv4 addresses of loopback written as IPv6, each also in
 * brackets. It never asks a name server.
 */
public final class Loopback {
  private static final Pattern IPV4 =
      Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");

  private Loopback() {}

  /**
   * True for a loopback address.
   *
   * @param host a name or an address without a port
   */
  public static boolean is(String host) {
    String name = withoutBrackets(host).toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.equals("localhost.") || IPV4.matcher(name).matches()) {
      return true;
    }
    // only text with a colon, which can be no name, goes to the parser of addresses
    return IPV6.matcher(name).matches() && isLoopbackAddress(name);
  }

  /** An address as it stands outside of URLs: {@code [::1]} becomes {@code ::1}. */
  public static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isLoopbackAddress(String ipv6) {
    try {
      return InetAddress.getByName(ipv6).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
