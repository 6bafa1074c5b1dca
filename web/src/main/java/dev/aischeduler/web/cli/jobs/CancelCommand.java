package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels one job. */
@Command(name = "cancel", description = "Cancel a job; one that has ended stays as it is.")
public final class CancelCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the job.")
  private String id = "";

  @Override
  public Integer call() {
    String path = "/api/v1/task/" + JobIds.check(id) + "/cancel";
    JsonNode task = remote.client().post(path, null, Map.of());
    return remote.print(task, t -> t.path("task_id").asText() + " " + t.path("status").asText());
  }
}
