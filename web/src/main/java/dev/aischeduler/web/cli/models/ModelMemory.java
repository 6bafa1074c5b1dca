package dev.aischeduler.web.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.Columns;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verbs of {@code models} about models in a server's memory. */
final class ModelMemory {
  private static final String PATH = "/api/v1/models";
  private static final double MIB = 1 << 20;
  private static final Columns COLUMNS =
      new Columns(
          List.of("MODEL", "TYPE", "STATE", "DEVICE", "MEMORY", "JOBS", "PINNED", "NOTE"),
          ModelMemory::cells);

  private ModelMemory() {}

  private static int ask(RemoteOptions remote, String name, String action) {
    String path = PATH + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/" + action;
    return remote.print(remote.client().post(path, null, Map.of()), COLUMNS);
  }

  private static List<String> cells(JsonNode model) {
    List<String> devices = new ArrayList<>();
    model.path("devices").forEach(device -> devices.add(device.asText()));
    String size =
        String.format(Locale.ROOT, "%.1f MiB", model.path("footprint_bytes").asDouble() / MIB);
    String detail = Columns.text(model, "detail");
    String estimated = model.path("measured").asBoolean() ? "" : "estimated size";
    return List.of(
        Columns.text(model, "name"),
        Columns.text(model, "type"),
        Columns.text(model, "state"),
        devices.isEmpty() ? "-" : String.join(",", devices),
        size,
        Columns.text(model, "users"),
        model.path("pinned").asBoolean() ? "pinned" : "-",
        detail.equals("-") ? estimated : estimated.isEmpty() ? detail : estimated + ", " + detail);
  }

  /** Lists the models that a server has in memory. */
  @Command(name = "state", description = "List the models of a server, their states and sizes.")
  static final class State implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Override
    public Integer call() {
      return remote.printAll(remote.client().get(PATH), "installed", COLUMNS);
    }
  }

  /** Loads a model into memory. */
  @Command(name = "load", description = "Load a model into memory.")
  static final class Load implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();
    @Mixin private DeviceOption device = new DeviceOption();

    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    private String name = "";

    @Override
    public Integer call() {
      return ask(remote, name, "load" + device.query());
    }
  }

  /** Unloads a model. */
  @Command(
      name = "unload",
      description = "Unload a model; the next job that names it loads it again.")
  static final class Unload implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();
    @Mixin private DeviceOption device = new DeviceOption();

    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    private String name = "";

    @Override
    public Integer call() {
      return ask(remote, name, "unload" + device.query());
    }
  }

  /** Loads a model and runs it once. */
  @Command(
      name = "prewarm",
      description = "Load a model and run it once, so that the next job starts fast.")
  static final class Prewarm implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();
    @Mixin private DeviceOption device = new DeviceOption();

    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    private String name = "";

    @Override
    public Integer call() {
      return ask(remote, name, "prewarm" + device.query());
    }
  }

  /** Keeps a model in memory once it is loaded. */
  @Command(name = "pin", description = "Keep a model in memory once it is loaded.")
  static final class Pin implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    private String name = "";

    @Override
    public Integer call() {
      return ask(remote, name, "pin");
    }
  }

  /** Allows a model to be evicted. */
  @Command(
      name = "unpin",
      description = "Allow a model to be evicted when memory is needed or it has been idle long.")
  static final class Unpin implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    private String name = "";

    @Override
    public Integer call() {
      return ask(remote, name, "unpin");
    }
  }
}
