package dev.aischeduler.jobs.model.hub.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * GET requests to the hub. Redirects are followed here, not by the client, since each is a
 * decision: only to http or https, never from https back to http, at most {@value #MAX_REDIRECTS}
 * of them, and the token is sent to the hub itself only. Thread-safe.
 */
public final class HubHttp {
  private static final int MAX_REDIRECTS = 8;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient http;
  private final URI endpoint;
  private final String token;
  private final Duration idleTimeout;

  /**
   * A client of one hub.
   *
   * @param endpoint address of the hub
   * @param token sent to the endpoint's own host and port only; empty for none; never logged
   * @param idleTimeout longest time without a byte before a request counts as failed
   */
  public HubHttp(URI endpoint, String token, Duration idleTimeout) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    this.endpoint = endpoint;
    this.token = token;
    this.idleTimeout = idleTimeout;
  }

  /**
   * Sends a request.
   *
   * @return the answer, whatever its status but a redirect; the caller closes it
   * @throws HubException when the hub cannot be reached or a redirect is refused
   */
  public HubResponse get(URI uri, Map<String, String> headers)
      throws HubException, InterruptedException {
    URI at = uri;
    HttpResponse<ResponseBody> first = null;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<ResponseBody> response = send(at, headers);
      first = first == null ? response : first;
      if (!REDIRECTS.contains(response.statusCode())) {
        return new HubResponse(
            response.statusCode(), first.headers(), response.headers(), at, response.body());
      }
      response.body().close();
      at = target(at, response.headers().firstValue("Location").orElse(""));
    }
    throw HubException.permanent(
        uri + " redirects more than " + MAX_REDIRECTS + " times; check HF_ENDPOINT (hub.url)");
  }

  private HttpResponse<ResponseBody> send(URI uri, Map<String, String> headers)
      throws HubException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(idleTimeout)
            .header("User-Agent", "ai_scheduler")
            // a compressed body would have neither the announced size nor the checksum
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (!token.isEmpty() && isHub(uri)) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.GET().build(), info -> new ResponseBody(idleTimeout));
    } catch (IOException e) {
      throw HubException.temporary(
          host(uri) + " cannot be reached (" + reason(e) + ")",
          "check the network and HF_ENDPOINT (hub.url), or copy the files to a folder and use:"
              + " ai_scheduler models import FOLDER",
          e);
    }
  }

  /** The JDK's client often says no more than the name of an exception. */
  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the name cannot be resolved";
      }
    }
    String message = e.getMessage();
    if (message != null) {
      return message;
    }
    return e instanceof ConnectException ? "connection refused" : e.toString();
  }

  /** Where a redirect leads, if it may. */
  public static URI target(URI from, String location) throws HubException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw HubException.permanent(host(from) + " redirects to something that is not an address");
    }
    boolean secure = "https".equalsIgnoreCase(to.getScheme());
    boolean plain = "http".equalsIgnoreCase(to.getScheme());
    if (location.isEmpty() || to.getHost() == null || !(secure || plain)) {
      throw HubException.permanent(
          host(from) + " redirects to '" + to.getScheme() + ":', which is refused");
    }
    if (plain && "https".equalsIgnoreCase(from.getScheme())) {
      throw HubException.permanent(
          host(from) + " redirects from https to http on " + host(to) + ", which is refused");
    }
    return to;
  }

  private boolean isHub(URI uri) {
    return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
        && endpoint.getHost().equalsIgnoreCase(uri.getHost())
        && port(endpoint) == port(uri);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** An address without path and query, which may hold signatures that grant access. */
  private static String host(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
