package dev.aischeduler.config.table;

import java.util.List;

/** What {@code server.tls} holds: the certificate with which the server speaks HTTPS. */
final class TlsSettings {
  private static final String FILE = "[^\\x00]{0,4096}";
  private static final String FILE_WORDS = "a file path or empty";

  private TlsSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        file(
            "server.tls.keystore",
            "PKCS#12 or JKS file with the certificate and its private key; with it the server speaks"
                + " HTTPS only. Read anew when it changes."),
        Setting.text(
                "server.tls.keystore_password",
                "",
                "[^\\x00]{0,1024}",
                "a text of at most 1024 characters",
                "Password of the key store.")
            .masked(),
        file(
            "server.tls.keystore_password_file",
            "File that holds the password of the key store, in place of"
                + " server.tls.keystore_password."),
        file(
            "server.tls.certificate",
            "PEM file of the certificate and those that vouch for it, in place of a key store. Read"
                + " anew when it changes."),
        file("server.tls.key", "PEM file of the certificate's private key (PKCS#8, no password)."));
  }

  private static Setting file(String path, String doc) {
    return Setting.text(path, "", FILE, FILE_WORDS, doc);
  }
}
