package dev.aischeduler.web.api.request;

import org.jspecify.annotations.Nullable;

/**
 * The header Accept-Encoding (RFC 9110, 12.5.3), as far as this server has a choice: bytes as they
 * are (identity), or gzip.
 *
 * @param gzip whether gzip may be sent and is not less welcome than bytes as they are
 * @param onlyGzip whether gzip may be sent and bytes as they are may not
 */
public record AcceptEncoding(boolean gzip, boolean onlyGzip) {
  private static final double UNSAID = -1;

  /** Reads the header; without one nothing is said for gzip. */
  public static AcceptEncoding of(@Nullable String header) {
    double gzip = UNSAID;
    double identity = UNSAID;
    double any = UNSAID;
    for (Accept.Range range : Accept.of(header).ranges()) {
      switch (range.type()) {
        case "gzip", "x-gzip" -> gzip = range.quality();
        case "identity" -> identity = range.quality();
        case "*" -> any = range.quality();
        default -> {
          // other codings are not made here
        }
      }
    }
    double wanted = gzip == UNSAID ? any : gzip;
    boolean taken = wanted > 0 && wanted >= identity;
    boolean refused = identity == 0 || (identity == UNSAID && any == 0);
    return new AcceptEncoding(taken, taken && refused);
  }
}
