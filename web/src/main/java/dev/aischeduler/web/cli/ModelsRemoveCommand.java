package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.web.client.RefusedException;
import dev.aischeduler.web.client.ServerUnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes an installed model. */
@Command(
    name = "remove",
    description = "Remove an installed model. One in use is only removed with --yes.")
final class ModelsRemoveCommand implements Callable<Integer> {
  private static final Set<String> IN_MEMORY = Set.of("loading", "idle", "in_use");

  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "NAME", description = "Name of the model.")
  private String name = "";

  @Option(names = "--yes", description = "Remove it even if it is in use.")
  private boolean sure;

  @Override
  public Integer call() throws IOException {
    ModelTools tools = ModelTools.of(options.load().settings());
    boolean installed = tools.hub().isInstalled(name);
    String state = installed ? stateAtServer() : "";
    boolean inMemory = IN_MEMORY.contains(state);
    List<String> uses = installed ? uses(tools, state) : List.of();
    if (!uses.isEmpty() && !sure) {
      throw new BadValueException(
          name
              + " "
              + String.join(" and ", uses)
              + "; unload it or choose another engine first, or add --yes");
    }
    tools.hub().remove(name);
    Specs.out(spec).println("removed " + name);
    if (inMemory) {
      Specs.out(spec)
          .println(
              "the server keeps it in memory until no job has used it for models.keep_alive_s");
    }
    return ExitCodes.OK;
  }

  private List<String> uses(ModelTools tools, String state) {
    List<String> uses = new ArrayList<>();
    String engines =
        tools.configuredFor(name).stream()
            .map(TaskType::wireName)
            .map(type -> "engines." + type)
            .collect(Collectors.joining(", "));
    if (!engines.isEmpty()) {
      uses.add("is configured as " + engines);
    }
    if (IN_MEMORY.contains(state)) {
      uses.add(
          "is in the memory of the server at "
              + remote.client().base()
              + " ("
              + state.replace('_', ' ')
              + ")");
    }
    return uses;
  }

  /** Where a server has it; a server that does not answer, or not to us, cannot be asked. */
  private String stateAtServer() {
    try {
      for (JsonNode model : remote.client().get("/api/v1/models").path("installed")) {
        if (model.path("name").asText().equals(name)) {
          return model.path("state").asText();
        }
      }
    } catch (ServerUnreachableException | RefusedException e) {
      Specs.err(spec).println("no server was asked: " + e.getMessage());
    }
    return "";
  }
}
