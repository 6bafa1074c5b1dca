package dev.aischeduler.web.webhook;

import dev.aischeduler.engine.webhook.AddressRules;
import dev.aischeduler.engine.webhook.ForbiddenAddressException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks a receiver's name up once and hands on the addresses that may be called: the connection is
 * made to one of these, whatever the name leads to a moment later. Thread-safe.
 */
final class GuardedResolver implements SocketAddressResolver {
  private final AddressRules rules;
  private final Executor executor;

  /**
   * @param executor may be blocked by name servers
   */
  GuardedResolver(AddressRules rules, Executor executor) {
    this.rules = rules;
    this.executor = executor;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    executor.execute(() -> resolve(host, port, promise));
  }

  private void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
    List<InetSocketAddress> allowed;
    try {
      allowed =
          Arrays.stream(InetAddress.getAllByName(host))
              .filter(rules::allows)
              .map(address -> new InetSocketAddress(address, port))
              .toList();
    } catch (UnknownHostException e) {
      promise.failed(new UnknownHostException("no name server knows " + host));
      return;
    }
    if (allowed.isEmpty()) {
      promise.failed(new ForbiddenAddressException(host));
    } else {
      promise.succeeded(allowed);
    }
  }
}
