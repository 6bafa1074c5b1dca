package dev.aischeduler.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.aischeduler.config.Settings;
import dev.aischeduler.web.oidc.OidcException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID provider: where it sends users, and whom its tokens name. Its discovery document is
 * trusted for an hour, its keys for five minutes; an ID token with an unknown key has them read
 * anew, so that keys may change at any time. Thread-safe.
 */
final class Provider {
  private static final int PATIENCE_MS = 5000;
  private static final int MOST_KEY_BYTES = 1 << 18;
  private static final long TRUSTED_NANOS = Duration.ofHours(1).toNanos();

  /**
   * Signatures with keys that the provider alone has; "none" and shared keys are not among them.
   */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final Settings.Oidc settings;
  private final String clientSecret;
  private final URI redirect;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Known known;

  /** The provider as it describes itself. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, long readAt) {}

  /**
   * @param clientSecret of this product at the provider; empty for a public client
   * @param redirect where the provider sends users back
   */
  Provider(Settings.Oidc settings, String clientSecret, URI redirect) {
    this.settings = settings;
    this.clientSecret = clientSecret;
    this.redirect = redirect;
  }

  /** The address at the provider where a login begins. */
  URI loginAddress(PendingLogin login) throws OidcException {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            Scope.parse(settings.scopes()),
            new ClientID(settings.clientId()),
            redirect)
        .endpointURI(known().metadata().getAuthorizationEndpointURI())
        .state(new State(login.state()))
        .nonce(new Nonce(login.nonce()))
        .codeChallenge(new CodeVerifier(login.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Whom the provider names.
   *
   * @param query with which the browser was sent back
   * @param login what it kept from the begin
   */
  IDTokenClaimsSet user(String query, PendingLogin login) throws OidcException {
    AuthorizationCode code = code(query, login);
    Known now = known();
    try {
      JWT token = idToken(now.metadata(), code, login);
      IDTokenClaimsSet user = now.validator().validate(token, new Nonce(login.nonce()));
      checkParty(user);
      return user;
    } catch (KeySourceException e) {
      throw new OidcException(Kind.AWAY, "the keys of the provider cannot be read: " + plain(e));
    } catch (BadJOSEException | JOSEException e) {
      throw new OidcException(Kind.UNTRUSTED, "the ID token is not valid: " + plain(e));
    }
  }

  /** A token for several clients must name this one as the one that it was made for. */
  private void checkParty(IDTokenClaimsSet user) throws OidcException {
    AuthorizedParty party = user.getAuthorizedParty();
    boolean shared = user.getAudience().size() > 1;
    if (party == null ? shared : !party.getValue().equals(settings.clientId())) {
      throw new OidcException(Kind.UNTRUSTED, "the ID token was made for another client (azp)");
    }
  }

  private AuthorizationCode code(String query, PendingLogin login) throws OidcException {
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(URI.create(redirect + "?" + query));
    } catch (ParseException | IllegalArgumentException e) {
      throw new OidcException(Kind.UNTRUSTED, "the browser came back without code and state");
    }
    if (response.getState() == null || !login.state().equals(response.getState().getValue())) {
      throw new OidcException(Kind.UNTRUSTED, "the state is not that of this browser's login");
    }
    if (response.getIssuer() != null
        && !settings.issuer().equals(response.getIssuer().getValue())) {
      throw new OidcException(Kind.UNTRUSTED, "another provider sent the browser back");
    }
    if (!response.indicatesSuccess()) {
      String error = String.valueOf(response.toErrorResponse().getErrorObject().getCode());
      throw new OidcException(Kind.REFUSED, "the provider refused: " + word(error));
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new OidcException(Kind.UNTRUSTED, "the browser came back without a code");
    }
    return code;
  }

  private JWT idToken(OIDCProviderMetadata metadata, AuthorizationCode code, PendingLogin login)
      throws OidcException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(code, redirect, new CodeVerifier(login.verifier()));
    URI endpoint = metadata.getTokenEndpointURI();
    ClientID client = new ClientID(settings.clientId());
    TokenRequest request =
        clientSecret.isEmpty()
            ? new TokenRequest.Builder(endpoint, client, grant).build()
            : new TokenRequest.Builder(endpoint, authentication(metadata, client), grant).build();
    HTTPRequest http = request.toHTTPRequest();
    http.setConnectTimeout(PATIENCE_MS);
    http.setReadTimeout(PATIENCE_MS);
    http.setFollowRedirects(false);
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(http.send());
      if (!response.indicatesSuccess()) {
        String error = String.valueOf(response.toErrorResponse().getErrorObject().getCode());
        throw new OidcException(Kind.UNTRUSTED, "the provider gave no token: " + word(error));
      }
      JWT token = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens().getIDToken();
      if (token == null) {
        throw new OidcException(Kind.UNTRUSTED, "the provider gave no ID token");
      }
      return token;
    } catch (ParseException e) {
      // its message may quote what it could not read
      throw new OidcException(Kind.UNTRUSTED, "the provider's answer with tokens is malformed");
    } catch (IOException e) {
      throw new OidcException(Kind.AWAY, "the provider gives no tokens: " + plain(e));
    }
  }

  private ClientAuthentication authentication(OIDCProviderMetadata metadata, ClientID client) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean post =
        methods != null
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    Secret secret = new Secret(clientSecret);
    return post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
  }

  private Known known() throws OidcException {
    Known before = known;
    if (isFresh(before)) {
      return before;
    }
    lock.lock();
    try {
      Known now = known;
      if (isFresh(now)) {
        return now;
      }
      known = read(now);
      return known;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isFresh(@Nullable Known found) {
    return found != null && System.nanoTime() - found.readAt() < TRUSTED_NANOS;
  }

  private Known read(@Nullable Known before) throws OidcException {
    Issuer issuer = new Issuer(settings.issuer());
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(issuer, PATIENCE_MS, PATIENCE_MS);
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw new OidcException(Kind.AWAY, "the provider's discovery document is not complete");
      }
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, MOST_KEY_BYTES))
              .build();
      IDTokenValidator validator =
          new IDTokenValidator(
              issuer,
              new ClientID(settings.clientId()),
              new JWSVerificationKeySelector<>(ALGORITHMS, keys),
              null);
      return new Known(metadata, validator, System.nanoTime());
    } catch (GeneralException | IOException | IllegalArgumentException e) {
      if (before != null) {
        return before;
      }
      throw new OidcException(
          Kind.AWAY,
          "the discovery document of " + settings.issuer() + " cannot be read: " + plain(e));
    }
  }

  /** An error code of a provider, which may be anything. */
  private static String word(String code) {
    return code.replaceAll("[^A-Za-z0-9_. -]", "?").substring(0, Math.min(60, code.length()));
  }

  private static String plain(Exception e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
    return text.substring(0, Math.min(300, text.length()));
  }
}
