package dev.aischeduler.web.tls;

import dev.aischeduler.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the server shows. When its files change they are read anew: new connections
 * get the new certificate, open ones go on. Files that cannot be used leave the old one in place.
 * Thread-safe.
 */
public final class ServerTls {
  /** How long before its end a certificate is warned of: 14 days. */
  public static final Duration SOON = Duration.ofDays(14);

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final Settings.Tls settings;
  private final Path folder;
  private final Clock clock;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final ReentrantLock lock = new ReentrantLock();
  private String read;
  private volatile Identity identity;
  private volatile boolean refused;

  private ServerTls(Settings.Tls settings, Path folder, Clock clock) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    this.read = stamp();
    this.identity = Identity.read(settings, folder);
    context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    show(context, identity);
    warnOfEnd();
  }

  /**
   * The certificate that the settings name; empty for plain HTTP.
   *
   * @param folder that relative paths start from
   * @throws TlsException it cannot be used
   */
  public static Optional<ServerTls> of(Settings.Tls settings, Path folder, Clock clock) {
    return settings.on() ? Optional.of(new ServerTls(settings, folder, clock)) : Optional.empty();
  }

  private static void show(SslContextFactory context, Identity identity) {
    context.setKeyStore(identity.store());
    context.setKeyStorePassword(identity.password());
    context.setKeyManagerPassword(identity.password());
  }

  /** For the HTTP server. */
  public SslContextFactory.Server context() {
    return context;
  }

  /** When the certificate expires. */
  public Instant expiresAt() {
    return identity.expiresAt();
  }

  /** True while the files cannot be used and the certificate from before them is shown. */
  public boolean isRefused() {
    return refused;
  }

  /** Reads the files if they have changed since the last call; to be called every second. */
  public void refresh() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      String now = stamp();
      if (now.equals(read)) {
        return;
      }
      read = now;
      reload();
    } finally {
      lock.unlock();
    }
  }

  private void reload() {
    try {
      Identity fresh = Identity.read(settings, folder);
      context.reload(factory -> show(factory, fresh));
      identity = fresh;
      refused = false;
      LOG.info("new TLS certificate, valid until {}", fresh.expiresAt());
      warnOfEnd();
    } catch (Exception e) {
      // Jetty declares Exception; whatever it is, the old certificate still serves
      refused = true;
      LOG.error(
          "the changed TLS files cannot be used, the old certificate (valid until {}) is still"
              + " shown: {}",
          expiresAt(),
          e instanceof TlsException ? e.getMessage() : e.toString());
    }
  }

  private void warnOfEnd() {
    Instant end = expiresAt();
    if (end.isBefore(clock.instant().plus(SOON))) {
      LOG.warn("the TLS certificate expires at {}; put a new one into its files", end);
    }
  }

  /** Changes whenever a file does, also when it is replaced by another of the same size. */
  private String stamp() {
    return Identity.files(settings, folder).stream()
        .map(ServerTls::stamp)
        .collect(Collectors.joining(" "));
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(found.lastModifiedTime(), Long.valueOf(found.size()), "" + found.fileKey())
          .toString();
    } catch (IOException e) {
      return "missing";
    }
  }
}
