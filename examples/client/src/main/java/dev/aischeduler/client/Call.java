package dev.aischeduler.client;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A request that may have to be sent several times. */
interface Call {
  /**
   * The request as it is to be sent now.
   *
   * @param moved to be run when a part of the body has gone out
   */
  HttpRequest.Builder request(Runnable moved);

  /** Takes the answer's body. */
  default BodyHandler<byte[]> answer() {
    return BodyHandlers.ofByteArray();
  }

  /**
   * Longest silence of its connection.
   *
   * @param usual that of other requests
   */
  default Duration patience(Duration usual) {
    return usual;
  }

  /** False for requests that do more when they are sent twice. */
  default boolean isRepeatable() {
    return true;
  }

  /** True when the last attempt has brought something new; asked once after each. */
  default boolean hasProgressed() {
    return false;
  }

  /** True for addresses of other hosts, which must not get the key. */
  default boolean isForeign() {
    return false;
  }
}
