package dev.aischeduler.web.oidc;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.access.Role;
import dev.aischeduler.web.oidc.OidcException.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user of the provider may do here, by the claims of the ID token. Immutable. */
final class RoleMapping {
  private static final String EVERYBODY = "*";
  private static final int MOST_GROUPS = 1000;

  private final Settings.Oidc settings;
  private final List<String> domains;

  RoleMapping(Settings.Oidc settings) {
    this.settings = settings;
    this.domains =
        Arrays.stream(settings.allowedDomains().split(",", -1))
            .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
            .filter(domain -> !domain.isEmpty())
            .toList();
  }

  /**
   * A user.
   *
   * @param name for people
   * @param tenant null for operators and admins
   */
  record User(String name, Role role, @Nullable String tenant) {}

  /** The user that an ID token names. */
  User user(IDTokenClaimsSet token) throws OidcException {
    checkDomain(token);
    Role role =
        groups(claim(token, settings.roleClaim())).stream()
            .map(group -> settings.roles().get(group))
            .flatMap(name -> Role.of(name == null ? "" : name).stream())
            .max(Role::compareTo)
            .or(() -> Role.of(settings.roles().getOrDefault(EVERYBODY, "")))
            .orElseThrow(
                () ->
                    new OidcException(
                        Kind.REFUSED,
                        "no group of the user in claim "
                            + settings.roleClaim()
                            + " has a role in security.oidc.roles"));
    return new User(name(token), role, role.includes(Role.OPERATOR) ? null : tenant(token));
  }

  private void checkDomain(IDTokenClaimsSet token) throws OidcException {
    if (domains.isEmpty()) {
      return;
    }
    String address = text(token.getClaim("email")).orElse("").toLowerCase(Locale.ROOT);
    boolean verified = Boolean.TRUE.equals(token.getClaim("email_verified"));
    if (!verified || !domains.contains(address.substring(address.lastIndexOf('@') + 1))) {
      throw new OidcException(
          Kind.REFUSED, "the user has no verified e-mail address of security.oidc.allowed_domains");
    }
  }

  private String tenant(IDTokenClaimsSet token) throws OidcException {
    if (settings.tenantClaim().isEmpty()) {
      return settings.tenant();
    }
    return text(claim(token, settings.tenantClaim()))
        .orElseThrow(
            () ->
                new OidcException(
                    Kind.REFUSED, "the token names no tenant in claim " + settings.tenantClaim()));
  }

  /** A name that keys may have; the subject when the token has none. */
  private static String name(IDTokenClaimsSet token) {
    String wanted =
        text(token.getClaim("email"))
            .or(() -> text(token.getClaim("preferred_username")))
            .orElse(token.getSubject().getValue());
    String plain =
        wanted.replaceAll("[^\\p{L}\\p{N} ._@/-]", "-").replaceAll("^[^\\p{L}\\p{N}]+", "");
    String bounded =
        plain.substring(
            0, plain.offsetByCodePoints(0, Math.min(80, plain.codePointCount(0, plain.length()))));
    return bounded.isEmpty() ? "user" : bounded;
  }

  private static Optional<String> text(@Nullable Object claim) {
    return claim instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  private static List<String> groups(@Nullable Object claim) {
    if (claim instanceof Collection<?> all) {
      return all.stream().limit(MOST_GROUPS).map(String::valueOf).toList();
    }
    return text(claim).map(List::of).orElse(List.of());
  }

  /** The value of a claim; dots lead into objects unless a claim has the whole name. */
  private static @Nullable Object claim(IDTokenClaimsSet token, String path) {
    Object whole = token.getClaim(path);
    if (whole != null) {
      return whole;
    }
    String[] names = path.split("\\.", -1);
    Object found = token.getClaim(names[0]);
    for (int i = 1; i < names.length; i++) {
      found = found instanceof Map<?, ?> object ? object.get(names[i]) : null;
    }
    return found;
  }
}
