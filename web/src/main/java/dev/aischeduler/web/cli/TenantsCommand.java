package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, makes, changes and removes tenants. */
@Command(
    name = "tenants",
    description = "Show who shares the lanes, and within which limits.",
    subcommands = {TenantsCommand.Set.class, TenantsCommand.Delete.class})
final class TenantsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/tenants";
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return remote.printAll(remote.client().get(PATH), "tenants", TenantsCommand::line);
  }

  private static String line(JsonNode tenant) {
    return String.format(
        Locale.ROOT,
        "%-24s weight %d%s%s%s",
        tenant.path("name").asText(),
        tenant.path("weight").asInt(),
        limit(tenant, "max_queued", "waiting jobs"),
        limit(tenant, "rate_per_minute", "a minute"),
        limit(tenant, "jobs_per_day", "a day"));
  }

  private static String limit(JsonNode tenant, String name, String words) {
    return tenant.path(name).isInt() ? ", at most " + tenant.path(name) + " " + words : "";
  }

  private static String path(String name) {
    return PATH + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  /** Makes a tenant or replaces its limits. */
  @Command(name = "set", description = "Make a tenant, or replace its weight and limits.")
  static final class Set implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the tenant.")
    private String name = "";

    @Option(names = "--weight", paramLabel = "N", description = "Share of a lane (default: 1).")
    private @Nullable Integer weight;

    @Option(names = "--max-queued", paramLabel = "N", description = "Most waiting jobs.")
    private @Nullable Integer maxQueued;

    @Option(names = "--rate-per-minute", paramLabel = "N", description = "Submissions a minute.")
    private @Nullable Integer ratePerMinute;

    @Option(names = "--jobs-per-day", paramLabel = "N", description = "Submissions a day (UTC).")
    private @Nullable Integer jobsPerDay;

    @Override
    public Integer call() {
      ObjectNode body = Json.mapper().createObjectNode();
      SubmitOptions.put(body, "weight", weight);
      SubmitOptions.put(body, "max_queued", maxQueued);
      SubmitOptions.put(body, "rate_per_minute", ratePerMinute);
      SubmitOptions.put(body, "jobs_per_day", jobsPerDay);
      return remote.print(remote.client().put(path(name), body), TenantsCommand::line);
    }
  }

  /** Removes a tenant. */
  @Command(name = "delete", description = "Remove a tenant; its jobs go on, new ones are refused.")
  static final class Delete implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the tenant.")
    private String name = "";

    @Override
    public Integer call() {
      return remote.print(remote.client().delete(path(name)), TenantsCommand::line);
    }
  }
}
