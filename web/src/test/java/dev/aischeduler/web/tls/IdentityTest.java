package dev.aischeduler.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aischeduler.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What certificates and keys are taken, and how those that are not are refused. */
final class IdentityTest {
  @TempDir static Path folder;
  private static TestCertificate rsa;
  private static TestCertificate ec;

  @BeforeAll
  static void make() throws IOException {
    rsa = TestCertificate.make(folder, "rsa", "RSA", 90);
    ec = TestCertificate.make(folder, "ec", "EC", 90);
    for (TestCertificate one : new TestCertificate[] {rsa, ec}) {
      String name = one.store().getFileName().toString().replace(".p12", "");
      one.writeCertificate(folder.resolve(name + ".crt"));
      one.writeKey(folder.resolve(name + ".key"));
    }
    Files.writeString(folder.resolve("password"), TestCertificate.PASSWORD + "\n");
    Files.writeString(folder.resolve("empty"), "");
    Files.writeString(
        folder.resolve("damaged.key"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    Files.writeString(
        folder.resolve("old.key"),
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
  }

  private static Settings.Tls store(String file, String password, String passwordFile) {
    return new Settings.Tls(file, password, passwordFile, "", "");
  }

  private static Settings.Tls pem(String certificate, String key) {
    return new Settings.Tls("", "", "", certificate, key);
  }

  @Test
  void takes_key_stores_and_pem_files_of_rsa_and_ec() {
    for (Settings.Tls tls :
        new Settings.Tls[] {
          store("rsa.p12", TestCertificate.PASSWORD, ""),
          store("ec.p12", "", "password"),
          pem("rsa.crt", "rsa.key"),
          pem("ec.crt", "ec.key")
        }) {
      Identity identity = Identity.read(tls, folder);
      assertThat(identity.certificates()).hasSize(1);
      assertThat(identity.toString()).doesNotContain(TestCertificate.PASSWORD);
    }
    assertThat(Identity.read(pem("rsa.crt", "rsa.key"), folder).expiresAt())
        .isEqualTo(rsa.certificate().getNotAfter().toInstant());
  }

  @Test
  void refuses_what_cannot_be_used_with_the_setting_and_the_remedy() {
    refuses(store("rsa.p12", "wrong-password", ""), "server.tls.keystore_password: does not open");
    refuses(store("none.p12", "x", ""), "server.tls.keystore: there is no file");
    refuses(store("rsa.crt", "x", ""), "no PKCS#12 or JKS key store");
    refuses(store("rsa.p12", "", "none"), "server.tls.keystore_password_file: there is no file");
    refuses(pem("none.crt", "rsa.key"), "server.tls.certificate: there is no file");
    refuses(pem("empty", "rsa.key"), "holds no certificate in PEM");
    refuses(pem("large", "rsa.key"), "larger than 1 MiB");
    refuses(pem("rsa.crt", "empty"), "openssl pkcs8 -topk8 -nocrypt");
    refuses(pem("rsa.crt", "old.key"), "openssl pkcs8 -topk8 -nocrypt");
    refuses(pem("rsa.crt", "damaged.key"), "server.tls.key: ");
    refuses(pem("rsa.crt", "ec.key"), "does not belong to the certificate of CN=rsa");
  }

  private static void refuses(Settings.Tls tls, String message) {
    assertThatExceptionOfType(TlsException.class)
        .isThrownBy(() -> Identity.read(tls, folder))
        .withMessageContaining(message)
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContain("wrong-password").doesNotContain("\n"));
  }
}
