package dev.aischeduler.web.tls;

import dev.aischeduler.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The certificates that the server shows, with their private keys. Immutable but for the key store.
 *
 * @param store holds them
 * @param password of the store and its keys; a secret
 * @param certificates those of the server itself, without the ones that vouch for them
 */
public record Identity(KeyStore store, String password, List<X509Certificate> certificates) {
  private static final String KEYSTORE = "server.tls.keystore";
  private static final String PASSWORD = "server.tls.keystore_password";
  private static final String CERTIFICATE = "server.tls.certificate";
  private static final String KEY = "server.tls.key";

  /** Protects a store that is only in memory. */
  private static final String OF_MEMORY = "in-memory";

  /**
   * Reads and checks what the settings name.
   *
   * @param folder that relative paths start from
   * @throws TlsException with the setting that is wrong and the remedy
   */
  public static Identity read(Settings.Tls tls, Path folder) {
    return tls.keystore().isEmpty() ? ofPem(tls, folder) : ofStore(tls, folder);
  }

  /** The files that {@link #read} reads. */
  static List<Path> files(Settings.Tls tls, Path folder) {
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of(tls.keystore(), tls.keystorePasswordFile(), tls.certificate(), tls.key())) {
      if (!name.isEmpty()) {
        files.add(folder.resolve(name));
      }
    }
    return files;
  }

  private static Identity ofPem(Settings.Tls tls, Path folder) {
    List<X509Certificate> chain =
        PemFiles.certificates(CERTIFICATE, folder.resolve(tls.certificate()));
    PrivateKey key = PemFiles.key(KEY, folder.resolve(tls.key()));
    check(KEY, key, chain.get(0));
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", key, OF_MEMORY.toCharArray(), chain.toArray(new X509Certificate[0]));
      return new Identity(store, OF_MEMORY, List.of(chain.get(0)));
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException(CERTIFICATE, "cannot be used: " + e.getMessage(), e);
    }
  }

  private static Identity ofStore(Settings.Tls tls, Path folder) {
    Path file = folder.resolve(tls.keystore());
    byte[] content = TlsFiles.read(KEYSTORE, file);
    String password = password(tls, folder);
    try {
      KeyStore store = load(content, password);
      List<X509Certificate> certificates = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.isKeyEntry(alias) ? store.getKey(alias, password.toCharArray()) : null;
        if (key instanceof PrivateKey own
            && store.getCertificate(alias) instanceof X509Certificate c) {
          check(KEYSTORE, own, c);
          certificates.add(c);
        }
      }
      if (certificates.isEmpty()) {
        throw new TlsException(
            KEYSTORE, file + " holds no private key with a certificate; export both into it", null);
      }
      return new Identity(store, password, List.copyOf(certificates));
    } catch (GeneralSecurityException | IOException e) {
      boolean wrong =
          e instanceof UnrecoverableKeyException
              || e.getCause() instanceof UnrecoverableKeyException;
      throw wrong
          ? new TlsException(
              PASSWORD, "does not open " + file + "; set the password of the store", e)
          : new TlsException(
              KEYSTORE,
              file + " is no PKCS#12 or JKS key store; convert it with 'keytool -importkeystore'",
              e);
    }
  }

  private static KeyStore load(byte[] content, String password)
      throws GeneralSecurityException, IOException {
    // the platform's PKCS12 reads JKS as well
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), password.toCharArray());
    return store;
  }

  private static String password(Settings.Tls tls, Path folder) {
    if (tls.keystorePasswordFile().isEmpty()) {
      return tls.keystorePassword();
    }
    return SecretFile.read(PASSWORD + "_file", folder.resolve(tls.keystorePasswordFile()));
  }

  /** Signs with the key and verifies with the certificate. */
  private static void check(String setting, PrivateKey key, X509Certificate certificate) {
    try {
      String keyKind = key.getAlgorithm();
      String algorithm =
          keyKind.equals("RSA")
              ? "SHA256withRSA"
              : keyKind.equals("EC") ? "SHA256withECDSA" : "EdDSA";
      byte[] text = "the key belongs to the certificate".getBytes(StandardCharsets.UTF_8);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(text);
      byte[] signed = signer.sign();
      signer.initVerify(certificate.getPublicKey());
      signer.update(text);
      if (signer.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw foreign(setting, certificate);
    }
    throw foreign(setting, certificate);
  }

  private static TlsException foreign(String setting, X509Certificate certificate) {
    return new TlsException(
        setting,
        "the private key does not belong to the certificate of "
            + certificate.getSubjectX500Principal().getName()
            + "; name the two files of one certificate",
        null);
  }

  /** When the first of the certificates expires. */
  public Instant expiresAt() {
    return certificates.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Leaves the keys and the password out, so that no log can show them. */
  @Override
  public String toString() {
    return "Identity[expiresAt=" + expiresAt() + "]";
  }
}
