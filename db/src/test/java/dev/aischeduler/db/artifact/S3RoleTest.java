package dev.aischeduler.db.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A node without keys, whose service account has a role: as Kubernetes gives it to a pod. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class S3RoleTest {
  private static final String ANSWER =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <Credentials>
            <AccessKeyId>%s</AccessKeyId>
            <SecretAccessKey>%s</SecretAccessKey>
            <SessionToken>a-session</SessionToken>
            <Expiration>%s</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  @TempDir Path folder;

  @Test
  void the_role_of_a_service_account_is_taken_in_place_of_a_key() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    Path token = Files.writeString(folder.resolve("token"), "the-account-s-token");
    // it knows no sessions
    String sessions = "s3proxy.ignore-unknown-headers=true";
    try (S3Server server = S3Server.start(folder.resolve("store"), sessions)) {
      Settings.S3 keys = server.settings();
      HttpServer roles = roles(keys, asked);
      Map<String, String> before =
          set(
              Map.of(
                  "aws.webIdentityTokenFile",
                  token.toString(),
                  "aws.region",
                  "us-east-1",
                  "aws.roleArn",
                  "arn:aws:iam::1:role/scheduler",
                  "aws.endpointUrlSts",
                  "http://127.0.0.1:" + roles.getAddress().getPort()));
      try {
        S3Objects objects = new S3Objects(withoutKeys(keys));
        objects.check();
        objects.put("a", "content".getBytes(StandardCharsets.UTF_8));
        assertThat(server.objects()).hasSize(1);
        assertThat(asked)
            .singleElement()
            .asString()
            .contains("AssumeRoleWithWebIdentity", "role%2Fscheduler", "the-account-s-token");
      } finally {
        set(before);
        roles.stop(0);
      }
    }
  }

  private static Settings.S3 withoutKeys(Settings.S3 keys) {
    return new Settings.S3(
        keys.endpoint(),
        keys.region(),
        keys.bucket(),
        keys.prefix(),
        "",
        "",
        keys.pathStyle(),
        keys.redirect());
  }

  /** What gives out keys for roles (STS). */
  private static HttpServer roles(Settings.S3 keys, List<String> asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
          byte[] answer =
              String.format(Locale.ROOT, ANSWER, keys.accessKey(), keys.secretKey(), end)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Sets properties of the system; returns what was there, empty for none. */
  private static Map<String, String> set(Map<String, String> values) {
    Map<String, String> before = new HashMap<>();
    values.forEach(
        (name, value) -> {
          String old =
              value.isEmpty() ? System.clearProperty(name) : System.setProperty(name, value);
          before.put(name, old == null ? "" : old);
        });
    return before;
  }
}
