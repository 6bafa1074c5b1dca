package dev.aischeduler.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** An OpenID provider in this process, with real keys; its ID tokens are what a test says. */
public final class TestProvider implements AutoCloseable {
  /** Of the product at this provider. */
  public static final String CLIENT_SECRET = "the-client-secret+of/the product";

  static final String CLIENT = "ai-scheduler";

  private final HttpServer server;
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger codes = new AtomicInteger();
  private volatile RSAKey key = newKey("first");
  private volatile Consumer<JWTClaimsSet.Builder> claims = builder -> {};
  private volatile Function<JWTClaimsSet, JWT> signer = this::sign;

  public TestProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", x -> answer(x, 200, new JWKSet(key).toString(true)));
    server.createContext("/token", this::token);
    server.start();
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its address. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds to the claims of every token from now on, or replaces some. */
  public void claims(Consumer<JWTClaimsSet.Builder> more) {
    claims = more;
  }

  /** Signs with another key from now on. */
  void rotate(String id) {
    key = newKey(id);
  }

  /** Makes tokens in another way from now on; null for the right way. */
  void signer(Function<JWTClaimsSet, JWT> other) {
    signer = other == null ? this::sign : other;
  }

  /** Signs as it should. */
  JWT sign(JWTClaimsSet content) {
    return sign(content, key);
  }

  /** Signs with a key that need not be its own. */
  static JWT sign(JWTClaimsSet content, RSAKey with) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(), content);
      token.sign(new RSASSASigner(with));
      return token;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that nobody signed. */
  static JWT unsigned(JWTClaimsSet content) {
    return new PlainJWT(content);
  }

  /** Its user agrees: where the browser is sent back to. */
  public URI agree(URI login) {
    Map<String, String> query = form(login.getRawQuery());
    if (!"S256".equals(query.get("code_challenge_method"))
        || !"code".equals(query.get("response_type"))
        || !CLIENT.equals(query.get("client_id"))) {
      throw new AssertionError("not the login of this client: " + login);
    }
    String code = "the-code-number-" + codes.incrementAndGet();
    asked.put(code, query);
    return URI.create(query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        Json.mapper()
            .writeValueAsString(
                Map.of(
                    "issuer",
                    issuer(),
                    "authorization_endpoint",
                    issuer() + "/authorize",
                    "token_endpoint",
                    issuer() + "/token",
                    "jwks_uri",
                    issuer() + "/keys",
                    "response_types_supported",
                    List.of("code"),
                    "subject_types_supported",
                    List.of("public"),
                    "id_token_signing_alg_values_supported",
                    List.of("RS256"))));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> login = asked.remove(String.valueOf(form.get("code")));
    if (login == null
        || !isClient(exchange.getRequestHeaders().getFirst("Authorization"))
        || !challenge(String.valueOf(form.get("code_verifier"))).equals(login.get("code_challenge"))
        || !login.get("redirect_uri").equals(form.get("redirect_uri"))) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    JWTClaimsSet.Builder content =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("user-17")
            .audience(CLIENT)
            .claim("nonce", login.get("nonce"))
            .claim("email", "alice@example.org")
            .claim("email_verified", true)
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    claims.accept(content);
    answer(
        exchange,
        200,
        Json.mapper()
            .writeValueAsString(
                Map.of(
                    "access_token",
                    "the-access-token-of-the-provider",
                    "token_type",
                    "Bearer",
                    "id_token",
                    signer.apply(content.build()).serialize())));
  }

  private static boolean isClient(String header) {
    String pair =
        new String(
            Base64.getDecoder().decode(header.substring("Basic ".length())),
            StandardCharsets.UTF_8);
    List<String> parts = List.of(pair.split(":", 2));
    return parts.stream()
        .map(p -> URLDecoder.decode(p, StandardCharsets.UTF_8))
        .toList()
        .equals(List.of(CLIENT, CLIENT_SECRET));
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] both = pair.split("=", 2);
      fields.put(
          both[0], both.length == 1 ? "" : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
