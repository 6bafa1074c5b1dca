package dev.aischeduler.web.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Lets a client trust authorities that the Java platform does not know. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * A context that trusts the certificates of a file alone.
   *
   * @param option that names the file, for the error
   * @param file in PEM
   * @throws TlsException it cannot be read or holds none
   */
  public static SSLContext of(String option, Path file) {
    return of(PemFiles.certificates(option, file));
  }

  /** A context that trusts these certificates alone. */
  public static SSLContext of(List<X509Certificate> certificates) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        trusted.setCertificateEntry("ca-" + i, certificates.get(i));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
