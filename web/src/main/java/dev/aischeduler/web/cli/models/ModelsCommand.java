package dev.aischeduler.web.cli.models;

import dev.aischeduler.config.Settings;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.cli.options.SettingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verbs about models on disk; those about models in memory are in {@link ModelMemory}. */
@Command(
    name = "models",
    description = "List, install, check, remove models; load them into a server's memory.",
    subcommands = {
      ModelsCommand.All.class,
      ModelsCommand.Pull.class,
      ModelsCommand.Import.class,
      ModelsCommand.Verify.class,
      ModelsCommand.Remove.class,
      ModelMemory.State.class,
      ModelMemory.Load.class,
      ModelMemory.Unload.class,
      ModelMemory.Prewarm.class,
      ModelMemory.Pin.class,
      ModelMemory.Unpin.class
    })
public final class ModelsCommand {

  /** Lists the models that this machine has or could have, and which engine uses which. */
  @Command(
      name = "list",
      description = "List models: installed, miniature and available; and what each engine uses.")
  static final class All implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions options = new SettingOptions();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      ModelInventory inventory = ModelInventory.of(ModelTools.of(options.load().settings()));
      ModelReports.list(inventory, json, Outputs.out(spec));
      return ExitCodes.OK;
    }
  }

  /** Downloads a model from the hub. */
  @Command(
      name = "pull",
      description = {
        "Download a model from the hub, check it and install it.",
        "An interrupted download continues where it ended when the command is run again."
      })
  static final class Pull implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions options = new SettingOptions();

    @Parameters(
        paramLabel = "MODEL",
        description =
            "A name that 'models list' shows, an engine name such as qwen2.5, or any repository as"
                + " hf:owner/name[@revision].")
    private String model = "";

    @Option(
        names = "--as",
        paramLabel = "NAME",
        description = "Name to install it under; requests and engines.* refer to it by this name.")
    private @Nullable String name;

    @Option(
        names = "--type",
        paramLabel = "llm|tts|image",
        description = "Task type of the model; required with hf:.")
    private @Nullable String type;

    @Option(
        names = "--include",
        paramLabel = "PATTERN",
        description =
            "With hf:, the weights to take of several, such as 'onnx/model_q4.onnx*'; repeatable.")
    private List<String> include = new ArrayList<>();

    @Option(
        names = "--endpoint",
        paramLabel = "URL",
        description = "The hub or a mirror of it (default: $HF_ENDPOINT, else hub.url).")
    private @Nullable String endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
      Settings settings = options.load().settings();
      String hub = endpoint == null ? settings.hub().url() : endpoint;
      ModelTools tools = ModelTools.of(settings, hub);
      try (TransferProgress progress = TransferProgress.onErrors(Outputs.err(spec))) {
        Manifest installed = new ModelPull(tools, hub, progress).pull(model, name, type, include);
        ModelReports.installed(installed, tools, Outputs.out(spec));
      }
      return ExitCodes.OK;
    }
  }

  /** Installs a folder of this machine, without any network. */
  @Command(
      name = "import",
      description = "Check a folder of this machine and install a copy of it; needs no network.")
  static final class Import implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions options = new SettingOptions();

    @Parameters(paramLabel = "FOLDER", description = "A folder in one of the known layouts.")
    private Path folder = Path.of("");

    @Option(
        names = {"--name", "--as"},
        paramLabel = "NAME",
        description = "Name to install it under (default: name of the folder).")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
      ModelTools tools = ModelTools.of(options.load().settings());
      Path source = folder.toAbsolutePath().normalize();
      String own = String.valueOf(source.getFileName());
      try (TransferProgress progress = TransferProgress.onErrors(Outputs.err(spec))) {
        Manifest installed = tools.hub().importFolder(source, name == null ? own : name, progress);
        ModelReports.installed(installed, tools, Outputs.out(spec));
      }
      return ExitCodes.OK;
    }
  }

  /** Compares installed models with their manifests. */
  @Command(
      name = "verify",
      description =
          "Check installed models: sizes, checksums, layout; exit with 1 if one is damaged.")
  static final class Verify implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions options = new SettingOptions();

    @Parameters(
        paramLabel = "NAME",
        arity = "0..*",
        description = "Models (default: all installed).")
    private List<String> names = new ArrayList<>();

    @Option(
        names = "--graphs",
        description = "Open each ONNX graph too; needs about as much memory as the largest one.")
    private boolean graphs;

    @Override
    public Integer call() throws IOException {
      ModelTools tools = ModelTools.of(options.load().settings());
      return new ModelVerification(tools, graphs).verify(names, Outputs.out(spec));
    }
  }

  /** Removes an installed model. */
  @Command(name = "remove", description = "Remove an installed model; one in use only with --yes.")
  static final class Remove implements Callable<Integer> {
    @Mixin private SettingOptions options = new SettingOptions();
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    private String name = "";

    @Option(names = "--yes", description = "Remove it even if it is in use.")
    private boolean sure;

    @Override
    public Integer call() throws IOException {
      ModelTools tools = ModelTools.of(options.load().settings());
      new ModelRemoval(tools, remote).remove(name, sure);
      return ExitCodes.OK;
    }
  }
}
