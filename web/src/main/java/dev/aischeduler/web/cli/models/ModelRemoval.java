package dev.aischeduler.web.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.client.RefusedException;
import dev.aischeduler.web.client.ServerUnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes an installed model unless it is in use. */
record ModelRemoval(ModelTools tools, RemoteOptions remote) {
  private static final Set<String> IN_MEMORY = Set.of("loading", "idle", "in_use");

  /**
   * Removes a model.
   *
   * @param sure removes it even if it is in use
   * @throws BadValueException when it is in use
   */
  void remove(String name, boolean sure) throws IOException {
    boolean installed = tools.hub().isInstalled(name);
    String state = installed ? stateAtServer(name) : "";
    boolean inMemory = IN_MEMORY.contains(state);
    List<String> uses = installed ? uses(name, state) : List.of();
    if (!uses.isEmpty() && !sure) {
      throw new BadValueException(
          name
              + " "
              + String.join(" and ", uses)
              + "; unload it or choose another engine first, or add --yes");
    }
    tools.hub().remove(name);
    remote.out().println("removed " + name);
    if (inMemory) {
      remote
          .out()
          .println(
              "the server keeps it in memory until no job has used it for models.keep_alive_s");
    }
    remote.out().flush();
  }

  private List<String> uses(String name, String state) {
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

  /** Its state in a server's memory; empty when no server answers or it refuses to. */
  private String stateAtServer(String name) {
    try {
      for (JsonNode model : remote.client().get("/api/v1/models").path("installed")) {
        if (model.path("name").asText().equals(name)) {
          return model.path("state").asText();
        }
      }
    } catch (ServerUnreachableException | RefusedException e) {
      remote.err().println("no server was asked: " + e.getMessage());
    }
    return "";
  }
}
