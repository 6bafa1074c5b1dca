package dev.aischeduler.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * A request without a body.
 *
 * @param isRepeatable false for requests that do more when they are sent twice
 * @param isForeign whether the address is of another host
 */
record Plain(String method, URI address, boolean isRepeatable, boolean isForeign) implements Call {
  Plain(String method, URI address, boolean isRepeatable) {
    this(method, address, isRepeatable, false);
  }

  @Override
  public HttpRequest.Builder request(Runnable moved) {
    return HttpRequest.newBuilder(address)
        .header("Accept", Reply.JSON)
        .method(method, BodyPublishers.noBody());
  }
}
