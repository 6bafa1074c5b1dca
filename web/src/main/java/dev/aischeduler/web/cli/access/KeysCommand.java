package dev.aischeduler.web.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.IsoTime;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.NewKey;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.view.KeyView;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.cli.options.SettingOptions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, makes, rotates and revokes API keys. */
@Command(
    name = "keys",
    description = "List the API keys, their roles and when they were used last.",
    subcommands = {
      KeysCommand.ListAll.class,
      KeysCommand.Create.class,
      KeysCommand.Rotate.class,
      KeysCommand.RotateLinks.class,
      KeysCommand.Revoke.class
    })
public final class KeysCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/keys";
  private static final Columns COLUMNS =
      new Columns(
          List.of("ID", "NAME", "PREFIX", "ROLE", "TENANT", "STATUS", "LAST_USED", "EXPIRES"),
          KeysCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return list(remote);
  }

  private static int list(RemoteOptions remote) {
    return remote.printAll(remote.client().get(PATH), "keys", COLUMNS);
  }

  private static List<String> cells(JsonNode key) {
    return List.of(
        Columns.text(key, "id"),
        Columns.text(key, "name"),
        Columns.text(key, "prefix"),
        Columns.text(key, "role"),
        Columns.text(key, "tenant"),
        Columns.text(key, "status"),
        Columns.text(key, "last_used_at"),
        Columns.text(key, "expires_at"));
  }

  private static String path(String id, String verb) {
    return PATH + "/" + Addresses.segment(id) + "/" + verb;
  }

  /** The secret alone on its line, so that a script can take it. */
  private static int printMade(RemoteOptions remote, JsonNode key) {
    if (!remote.json()) {
      remote
          .err()
          .println(
              "key "
                  + Columns.text(key, "id")
                  + " ("
                  + Columns.text(key, "role")
                  + "); its secret is shown this once:");
      remote.err().flush();
    }
    return remote.print(key, made -> made.path("secret").asText());
  }

  /** Lists keys. */
  @Command(name = "list", description = "List the API keys, as the command itself does.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Override
    public Integer call() {
      return list(remote);
    }
  }

  /** Makes a key. */
  @Command(
      name = "create",
      description =
          "Create an API key and print its secret, which cannot be seen again. The first one is"
              + " made with --local: directly in the database, with or without a running server.")
  static final class Create implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Name for people and the audit.")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description =
            "One of viewer, submitter, operator, admin; each may do what those before may.")
    private String role = "";

    @Option(
        names = "--tenant",
        paramLabel = "NAME",
        description = "Tenant whose jobs it sees and makes (operators and admins: default all).")
    private @Nullable String tenant;

    @Option(
        names = "--max-priority",
        paramLabel = "0..9",
        description = "Highest priority that it may give (default: 9).")
    private @Nullable Integer maxPriority;

    @Option(
        names = "--requests-per-minute",
        paramLabel = "N",
        description = "Requests a minute that a node takes from it (default: any number).")
    private @Nullable Integer requestsPerMinute;

    @Option(
        names = "--expires-at",
        paramLabel = "TIME",
        description = "Time from which it is not valid, such as 2027-01-31T00:00:00Z.")
    private @Nullable String expiresAt;

    @Option(
        names = "--local",
        description = "Write into the database of the configuration; asks no server and no key.")
    private boolean local;

    @Override
    public Integer call() {
      NewKey wanted =
          new NewKey(name, role, tenant, maxPriority, requestsPerMinute, time(expiresAt));
      if (!local) {
        return printMade(remote, remote.client().post(PATH, wanted, Map.of()));
      }
      try {
        ApiKeys.Made made = LocalKeys.create(settings.load().settings().database(), wanted);
        KeyView view = KeyView.of(made.key(), made.secret().text(), Clock.systemUTC().instant());
        return printMade(remote, Json.mapper().valueToTree(view));
      } catch (InvalidRequestException e) {
        throw new BadValueException(e.field() + " " + e.getMessage());
      }
    }

    private static @Nullable Instant time(@Nullable String text) {
      try {
        return text == null ? null : IsoTime.parse(text);
      } catch (DateTimeException e) {
        throw new BadValueException("--expires-at must be " + IsoTime.EXPECTED);
      }
    }
  }

  /** Gives a key a new secret. */
  @Command(
      name = "rotate",
      description = "Give a key a new secret and print it; the old one stays valid for a while.")
  static final class Rotate implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the key.")
    private String id = "";

    @Option(
        names = "--grace-s",
        paramLabel = "SECONDS",
        defaultValue = "86400",
        description = "How long the old secret stays valid (default: a day).")
    private int graceS = 86_400;

    @Override
    public Integer call() {
      String path = path(id, "rotate") + "?grace_s=" + graceS;
      return printMade(remote, remote.client().post(path, null, Map.of()));
    }
  }

  /** Ends all links to artifacts. */
  @Command(
      name = "rotate-links",
      description =
          "Give links to files another signing key: all that were made so far end, on every node"
              + " within a second.")
  static final class RotateLinks implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Override
    public Integer call() {
      return remote.print(
          remote.client().post("/api/v1/system/links/rotate", null, Map.of()),
          key -> "all links made so far are ended");
    }
  }

  /** Ends a key. */
  @Command(name = "revoke", description = "End a key for good, on every node within a second.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "Id of the key.")
    private String id = "";

    @Override
    public Integer call() {
      return remote.print(remote.client().post(path(id, "revoke"), null, Map.of()), COLUMNS);
    }
  }
}
