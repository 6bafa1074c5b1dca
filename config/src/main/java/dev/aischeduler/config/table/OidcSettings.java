package dev.aischeduler.config.table;

import java.util.List;

/** What {@code security.oidc} holds: login at a browser by an OpenID provider. */
final class OidcSettings {
  private static final int MOST_ROLES = 100;
  private static final int LONGEST_GROUP = 200;
  private static final String CLAIM = "[\\x21-\\x7e]{0,200}";
  private static final String TENANT = "[A-Za-z0-9._-]{1,64}";

  private OidcSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.text(
            "security.oidc.issuer",
            "",
            "(https?://[^\\s?#@]{1,512})?",
            "an address that begins with https://, without user, query or fragment, or empty",
            "Issuer of an OpenID provider by which users log in at a browser; its discovery document"
                + " is read. Needs server.public_url."),
        Setting.text(
            "security.oidc.client_id",
            "",
            "[\\x21-\\x7e]{0,256}",
            "a text of visible ASCII characters",
            "Name of this product at the provider. Redirect address there: server.public_url and"
                + " /login/oidc/callback."),
        Setting.text(
                "security.oidc.client_secret",
                "",
                "[\\x20-\\x7e]{0,512}",
                "a text of printable ASCII characters",
                "Secret of this product at the provider; empty for a public client.")
            .masked(),
        Setting.text(
            "security.oidc.client_secret_file",
            "",
            "[^\\x00]{0,4096}",
            "a file path or empty",
            "File that holds the secret, in place of security.oidc.client_secret."),
        Setting.text(
            "security.oidc.scopes",
            "openid profile email",
            "openid( [\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}){0,20}",
            "openid and further scopes between spaces",
            "Scopes that the provider is asked for."),
        Setting.text(
            "security.oidc.role_claim",
            "groups",
            CLAIM,
            "the name of a claim",
            "Claim of the ID token that holds a user's groups; dots lead into objects, as in"
                + " realm_access.roles."),
        Setting.entries(
            "security.oidc.roles",
            MOST_ROLES,
            LONGEST_GROUP,
            "Role of each group: viewer, submitter, operator or admin. The highest counts; who has"
                + " none may not log in. * stands for every user."),
        Setting.text(
            "security.oidc.tenant_claim",
            "",
            CLAIM,
            "the name of a claim or empty",
            "Claim that names the tenant of viewers and submitters; operators and admins are of all"
                + " tenants."),
        Setting.text(
            "security.oidc.tenant",
            "default",
            TENANT,
            "the name of a tenant",
            "Tenant of viewers and submitters while security.oidc.tenant_claim is empty."),
        Setting.text(
            "security.oidc.allowed_domains",
            "",
            "[A-Za-z0-9., -]{0,1024}",
            "domains between commas, such as example.org,example.com, or empty",
            "Domains of verified e-mail addresses that may log in; empty for any."));
  }
}
