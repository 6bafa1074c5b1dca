package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where each model of a server is, and who holds its memory. */
@Command(name = "state", description = "Show which models a server has in memory, and their sizes.")
final class ModelsStateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public Integer call() {
    PrintWriter out = Specs.out(spec);
    JsonNode models = remote.client().get("/api/v1/models");
    if (remote.json()) {
      out.println(models.toPrettyString());
    } else {
      models.path("installed").forEach(model -> out.println(ModelSteering.line(model)));
    }
    return ExitCodes.OK;
  }
}
