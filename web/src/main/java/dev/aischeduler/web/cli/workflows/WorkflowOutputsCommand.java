package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a workflow was asked for. */
@Command(
    name = "outputs",
    description = "Print the outputs of a workflow as JSON, and save their files.")
final class WorkflowOutputsCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the workflow.")
  private String id = "";

  @Option(names = "--save", paramLabel = "DIR", description = "Save the files there.")
  private @Nullable Path save;

  @Override
  public Integer call() {
    JsonNode answer = remote.client().get(WorkflowText.path(id) + "/outputs");
    remote.print(answer, any -> answer.path("outputs").toPrettyString());
    if (save != null) {
      new OutputFiles(remote).save(id, save);
    }
    return ExitCodes.OK;
  }
}
