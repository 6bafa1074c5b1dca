package dev.aischeduler.web.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys in PEM, with what the Java platform has. */
final class PemFiles {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PemFiles() {}

  /**
   * The certificates of a file in their order; at least one.
   *
   * @param setting that names the file, for the error
   * @throws TlsException it cannot be read or holds none
   */
  static List<X509Certificate> certificates(String setting, Path file) {
    byte[] content = TlsFiles.read(setting, file);
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw noCertificate(setting, file, e);
    }
    throw noCertificate(setting, file, null);
  }

  private static TlsException noCertificate(String setting, Path file, @Nullable Exception e) {
    return new TlsException(
        setting, file + " holds no certificate in PEM (-----BEGIN CERTIFICATE-----)", e);
  }

  /**
   * The private key of a file: RSA, EC or EdDSA.
   *
   * @param setting that names the file, for the error
   * @throws TlsException it cannot be read, or is not in PKCS#8 without a password
   */
  static PrivateKey key(String setting, Path file) {
    String text = new String(TlsFiles.read(setting, file), StandardCharsets.US_ASCII);
    Matcher block = PKCS8.matcher(text);
    if (!block.find()) {
      throw new TlsException(
          setting,
          file
              + " holds no private key in PKCS#8 without a password (-----BEGIN PRIVATE KEY-----);"
              + " convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW'",
          null);
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(setting, file, block.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      } catch (GeneralSecurityException e) {
        // a key of another algorithm
      }
    }
    throw new TlsException(
        setting, file + " holds no RSA, EC or EdDSA key; make one of those", null);
  }

  private static byte[] decoded(String setting, Path file, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // the exception may quote what it could not read of the key
      throw new TlsException(setting, file + " is damaged; copy the key anew", null);
    }
  }
}
