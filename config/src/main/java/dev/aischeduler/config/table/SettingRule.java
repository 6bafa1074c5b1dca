package dev.aischeduler.config.table;

import dev.aischeduler.config.CorsOrigins;
import dev.aischeduler.config.Loopback;
import dev.aischeduler.config.Network;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition over several settings.
 *
 * @param paths the settings that it concerns, the one to change first
 * @param broken whether the settings violate it
 * @param message what is wrong and the remedy
 */
public record SettingRule(List<String> paths, Predicate<Settings> broken, String message) {
  private static final Set<String> ROLES = Set.of("viewer", "submitter", "operator", "admin");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i).*[;?&]password=.*");

  /** Every rule of the product. */
  static List<SettingRule> all(TaskTypes types) {
    return Stream.concat(
            Stream.of(
                shares(types.deviceShares()),
                access(),
                urlWithoutPassword(),
                bucket(),
                accessKey(),
                networks(),
                proxies(),
                origins(),
                oneCertificate(),
                certificateWithKey(),
                onePassword(),
                oidcParts(),
                oidcEncrypted(),
                oidcSecret(),
                oidcRoles(),
                botSecret(),
                noLabels(types)),
            types.all().stream().map(SettingRule::backoff))
        .toList();
  }

  private static SettingRule shares(Map<TaskType, Integer> defaults) {
    String example =
        defaults.values().stream().map(String::valueOf).collect(Collectors.joining(" and "));
    return new SettingRule(
        defaults.keySet().stream().map(ResourceSettings::share).toList(),
        settings -> {
          Settings.GpuAllocation shares = settings.resources().gpuAllocation();
          int sum = shares.percentages().values().stream().mapToInt(Integer::intValue).sum();
          return sum != 100 && !defaults.isEmpty();
        },
        "the shares of the device must add up to 100; set all of them, for example " + example);
  }

  private static SettingRule access() {
    return new SettingRule(
        List.of("server.host", "security.api_key", "security.required"),
        settings ->
            settings.security().apiKey().isEmpty()
                && !settings.security().required()
                && !settings.security().oidc().on()
                && !Loopback.is(settings.server().host()),
        "this address is open to other machines, so security.api_key must be set too, for example"
            + " SCHEDULER_SECURITY_API_KEY=\"$(openssl rand -hex 24)\", or security.required and a key"
            + " made with 'ai_scheduler keys create --local'; or listen on 127.0.0.1");
  }

  private static SettingRule noLabels(TaskTypes types) {
    List<String> paths =
        Stream.concat(
                Stream.of("node.labels"),
                types.all().stream().map(type -> "lanes." + type.wireName() + ".label"))
            .toList();
    return new SettingRule(
        paths,
        settings -> {
          List<String> labels = settings.node().labels();
          return labels.contains(Settings.Node.NO_JOBS)
              && (labels.size() > 1 || settings.lanes().labels().contains(Settings.Node.NO_JOBS));
        },
        "\"none\" means that a node runs no jobs: it stands alone, and no lane asks for it");
  }

  private static SettingRule urlWithoutPassword() {
    return new SettingRule(
        List.of("database.url"),
        settings -> PASSWORD_IN_URL.matcher(settings.database().url()).matches(),
        "must not hold a password, as URLs are logged; use database.password");
  }

  private static SettingRule bucket() {
    return new SettingRule(
        List.of("artifacts.s3.bucket", "artifacts.store"),
        settings ->
            settings.artifacts().store().equals("s3")
                && settings.artifacts().s3().bucket().isEmpty(),
        "is empty, but artifacts.store is s3; name a bucket that is there");
  }

  private static SettingRule accessKey() {
    return new SettingRule(
        List.of("artifacts.s3.access_key", "artifacts.s3.secret_key"),
        settings -> {
          Settings.S3 s3 = settings.artifacts().s3();
          return s3.accessKey().isEmpty() != s3.secretKey().isEmpty();
        },
        "and artifacts.s3.secret_key belong together; set both or neither");
  }

  private static SettingRule networks() {
    return new SettingRule(
        List.of("webhooks.allowed_networks"),
        settings -> isBad(Network::list, settings.webhooks().allowedNetworks()),
        "must be networks between commas, such as 10.0.0.0/8,fd00::/8");
  }

  private static SettingRule proxies() {
    return new SettingRule(
        List.of("server.trusted_proxies"),
        settings -> isBad(Network::listOfAny, settings.server().trustedProxies()),
        "must be addresses and networks between commas, such as 10.0.0.7,fd00::/8");
  }

  private static SettingRule origins() {
    return new SettingRule(
        List.of("server.cors_origins"),
        settings -> isBad(CorsOrigins::list, settings.server().corsOrigins()),
        "must be origins between commas, each http:// or https:// with a host and a port if it is"
            + " not the usual one, without a path, such as"
            + " https://app.example.org,http://localhost:5173; or * alone");
  }

  private static boolean isBad(Consumer<String> reader, String text) {
    try {
      reader.accept(text);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static SettingRule oneCertificate() {
    return new SettingRule(
        List.of("server.tls.keystore", "server.tls.certificate"),
        settings -> {
          Settings.Tls tls = settings.server().tls();
          return !tls.keystore().isEmpty() && !(tls.certificate().isEmpty() && tls.key().isEmpty());
        },
        "stands beside server.tls.certificate or server.tls.key; set the key store or the two PEM"
            + " files");
  }

  private static SettingRule certificateWithKey() {
    return new SettingRule(
        List.of("server.tls.certificate", "server.tls.key"),
        settings -> {
          Settings.Tls tls = settings.server().tls();
          return tls.certificate().isEmpty() != tls.key().isEmpty();
        },
        "and server.tls.key belong together; set both PEM files or neither");
  }

  private static SettingRule onePassword() {
    return new SettingRule(
        List.of("server.tls.keystore_password", "server.tls.keystore_password_file"),
        settings -> {
          Settings.Tls tls = settings.server().tls();
          return !tls.keystorePassword().isEmpty() && !tls.keystorePasswordFile().isEmpty();
        },
        "and server.tls.keystore_password_file are both set; keep one");
  }

  private static SettingRule oidcParts() {
    return new SettingRule(
        List.of("security.oidc.issuer", "security.oidc.client_id", "server.public_url"),
        settings ->
            settings.security().oidc().on()
                && (settings.security().oidc().clientId().isEmpty()
                    || settings.server().publicUrl().isEmpty()),
        "needs security.oidc.client_id, and server.public_url for the way back from the provider");
  }

  private static SettingRule oidcEncrypted() {
    return new SettingRule(
        List.of("security.oidc.issuer"),
        settings -> {
          String issuer = settings.security().oidc().issuer();
          return issuer.startsWith("http:") && !Loopback.is(host(issuer));
        },
        "must begin with https://; http is for providers on this machine");
  }

  private static String host(String address) {
    String host = URI.create(address).getHost();
    return host == null ? "" : host;
  }

  private static SettingRule oidcSecret() {
    return new SettingRule(
        List.of("security.oidc.client_secret", "security.oidc.client_secret_file"),
        settings ->
            !settings.security().oidc().clientSecret().isEmpty()
                && !settings.security().oidc().clientSecretFile().isEmpty(),
        "and security.oidc.client_secret_file are both set; keep one");
  }

  private static SettingRule oidcRoles() {
    return new SettingRule(
        List.of("security.oidc.roles", "security.oidc.issuer"),
        settings -> {
          Settings.Oidc oidc = settings.security().oidc();
          return !ROLES.containsAll(oidc.roles().values()) || (oidc.on() && oidc.roles().isEmpty());
        },
        "must give groups of the provider the roles viewer, submitter, operator or admin, for"
            + " example {\"ai-admins\": \"admin\", \"*\": \"viewer\"}");
  }

  private static SettingRule botSecret() {
    return new SettingRule(
        List.of("bot.onebot.enabled", "bot.onebot.secret"),
        settings -> settings.bot().onebot().enabled() && settings.bot().onebot().secret().isEmpty(),
        "anybody could post messages, so bot.onebot.secret must be set too, for example"
            + " SCHEDULER_BOT_ONEBOT_SECRET=\"$(openssl rand -hex 24)\"");
  }

  private static SettingRule backoff(TaskType type) {
    String lane = "lanes." + type.wireName() + ".";
    return new SettingRule(
        List.of(lane + "backoff_max_s", lane + "backoff_s"),
        settings -> {
          Settings.Lane values = settings.lanes().of(type);
          return values.backoffMaxS() < values.backoffS();
        },
        "must not be less than " + lane + "backoff_s");
  }
}
