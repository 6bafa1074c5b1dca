package dev.aischeduler.web.cli;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.catalogue.CatalogueEntry;
import dev.aischeduler.jobs.model.hub.catalogue.HubCatalogue;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a model from the hub. */
@Command(
    name = "pull",
    description = {
      "Fetch a model from the hub, check it and install it.",
      "What was interrupted goes on where it ended when the command is run again."
    })
final class ModelsPullCommand implements Callable<Integer> {
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
      description = "What the model is for; needed with hf:.")
  private @Nullable String type;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description =
          "With hf:, the weights to take of several, such as 'onnx/model_q4.onnx*'. Repeatable.")
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
    TransferProgress progress =
        new TransferProgress(Specs.err(spec), Terminal.interactive(), System::nanoTime);
    try {
      Manifest installed =
          RepositoryRef.isWritten(model) ? any(tools, hub, progress) : named(tools, hub, progress);
      ModelReports.installed(installed, tools, Specs.out(spec));
      return ExitCodes.OK;
    } finally {
      progress.end();
    }
  }

  private Manifest any(ModelTools tools, String hub, TransferProgress progress)
      throws IOException, InterruptedException {
    ModelLayouts layouts = tools.hub().layouts();
    if (name == null || type == null) {
      throw new BadValueException(
          "a repository needs --as NAME and --type, one of " + layouts.names());
    }
    TaskType use =
        layouts
            .find(type.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> new BadValueException("--type must be one of " + layouts.names()));
    RepositoryRef ref = RepositoryRef.parse(model);
    progress.noted("asking " + hub + " for " + ref);
    return tools.hub().pull(ref, use, name, include, progress);
  }

  private Manifest named(ModelTools tools, String hub, TransferProgress progress)
      throws IOException, InterruptedException {
    CatalogueEntry entry =
        HubCatalogue.shipped()
            .find(model)
            .orElseThrow(
                () ->
                    new BadValueException(
                        "no model '"
                            + model
                            + "' is in the catalogue; 'ai_scheduler models list' shows all, and"
                            + " hf:owner/name takes any other"));
    ModelReports.announce(entry, Specs.err(spec));
    progress.noted("asking " + hub);
    return tools.hub().pull(entry, name == null ? model : name, progress);
  }
}
