package dev.aischeduler.web.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, creates, changes and deletes tenants. */
@Command(
    name = "tenants",
    description = "List the tenants that share the lanes, their weights and limits.",
    subcommands = {TenantsCommand.Set.class, TenantsCommand.Delete.class})
public final class TenantsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/tenants";
  private static final List<String> LIMITS =
      List.of("max_queued", "rate_per_minute", "jobs_per_day");
  private static final Columns COLUMNS =
      new Columns(
          List.of("TENANT", "WEIGHT", "MAX_QUEUED", "RATE_PER_MINUTE", "JOBS_PER_DAY"),
          TenantsCommand::cells);

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    return remote.printAll(remote.client().get(PATH), "tenants", COLUMNS);
  }

  private static List<String> cells(JsonNode tenant) {
    return List.of(
        Columns.text(tenant, "name"),
        Columns.text(tenant, "weight"),
        Columns.text(tenant, LIMITS.get(0)),
        Columns.text(tenant, LIMITS.get(1)),
        Columns.text(tenant, LIMITS.get(2)));
  }

  private static String path(String name) {
    return PATH + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  /** Creates a tenant or replaces its limits. */
  @Command(name = "set", description = "Create a tenant, or replace its weight and limits.")
  static final class Set implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the tenant.")
    private String name = "";

    @Option(
        names = "--weight",
        paramLabel = "N",
        description = "Weight among the tenants of a lane (default: 1).")
    private @Nullable Integer weight;

    @Option(names = "--max-queued", paramLabel = "N", description = "Most waiting jobs.")
    private @Nullable Integer maxQueued;

    @Option(names = "--rate-per-minute", paramLabel = "N", description = "Submissions a minute.")
    private @Nullable Integer ratePerMinute;

    @Option(names = "--jobs-per-day", paramLabel = "N", description = "Submissions a day (UTC).")
    private @Nullable Integer jobsPerDay;

    @Override
    public Integer call() {
      Map<String, @Nullable Integer> body = new LinkedHashMap<>();
      body.put("weight", weight);
      body.put(LIMITS.get(0), maxQueued);
      body.put(LIMITS.get(1), ratePerMinute);
      body.put(LIMITS.get(2), jobsPerDay);
      body.values().removeIf(Objects::isNull);
      return remote.print(remote.client().put(path(name), body), COLUMNS);
    }
  }

  /** Deletes a tenant. */
  @Command(
      name = "delete",
      description = "Delete a tenant; its jobs continue, new ones are refused.")
  static final class Delete implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the tenant.")
    private String name = "";

    @Override
    public Integer call() {
      return remote.print(remote.client().delete(path(name)), COLUMNS);
    }
  }
}
