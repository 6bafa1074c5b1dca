package dev.aischeduler.web.doctor;

import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Settings;
import dev.aischeduler.web.tls.Identity;
import dev.aischeduler.web.tls.ServerTls;
import dev.aischeduler.web.tls.TlsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whether the certificate can be used and for how long, and whether one is missing. */
record CertificateCheck(Settings.Server server, Path folder, Instant now) implements Check {
  private static final String NAME = "certificate";

  @Override
  public List<Finding> look() {
    if (!server.tls().on()) {
      boolean open = !Loopback.is(server.host()) && server.trustedProxies().isEmpty();
      return open
          ? List.of(
              Finding.note(
                  NAME,
                  "keys and results pass the network unencrypted on " + server.host(),
                  "set server.tls.certificate and server.tls.key, or server.trusted_proxies"))
          : List.of();
    }
    try {
      return List.of(ofEnd(Identity.read(server.tls(), folder).expiresAt()));
    } catch (TlsException e) {
      return List.of(
          Finding.problem(NAME, String.valueOf(e.getMessage()), "correct the settings server.tls"));
    }
  }

  private Finding ofEnd(Instant end) {
    Map<String, Object> facts = Map.of("expires_at", end.toString());
    if (!end.isAfter(now)) {
      return Finding.problem(
              NAME, "the certificate expired at " + end, "put a new one into its files")
          .with(facts);
    }
    long days = Duration.between(now, end).toDays();
    return (end.isBefore(now.plus(ServerTls.SOON))
            ? Finding.note(
                NAME,
                "the certificate expires in " + days + " days, at " + end,
                "put a new one into its files; a running server takes it within seconds")
            : Finding.ok(NAME, "the certificate is valid for " + days + " more days"))
        .with(facts);
  }
}
