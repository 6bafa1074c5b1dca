package dev.aischeduler.web.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, for localhost, 127.0.0.1 and ai.test, made by the platform's
 * keytool.
 *
 * @param store PKCS#12 file
 */
public record TestCertificate(Path store) {
  /** Of the key store and its key. */
  public static final String PASSWORD = "the-key-store-s-password";

  /** Makes one in a folder. */
  public static TestCertificate make(Path folder, String name, String keyKind, int days) {
    Path store = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            keyKind,
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=dns:localhost,dns:ai.test,ip:127.0.0.1",
            "-validity",
            String.valueOf(days),
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new TestCertificate(store);
  }

  private KeyStore open() {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore opened = KeyStore.getInstance("PKCS12");
      opened.load(in, PASSWORD.toCharArray());
      return opened;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    try {
      return (X509Certificate) open().getCertificate("server");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts the certificate in PEM in the place of a file. */
  public Path writeCertificate(Path file) {
    try {
      return write(file, "CERTIFICATE", certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts the private key in PEM in the place of a file. */
  public Path writeKey(Path file) {
    try {
      byte[] key = open().getKey("server", PASSWORD.toCharArray()).getEncoded();
      return write(file, "PRIVATE KEY", key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path write(Path file, String kind, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return replace(
        file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }

  /** Puts a text in the place of a file, at once. */
  public static Path replace(Path file, String text) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
