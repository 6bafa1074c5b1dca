package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels one job. */
@Command(name = "cancel", description = "Cancel a task; a finished one stays as it is.")
final class CancelCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "TASK_ID", description = "Id of the task.")
  private String id = "";

  @Override
  public Integer call() {
    String path = "/api/v1/task/" + Ids.check(id) + "/cancel";
    JsonNode task = remote.client().post(path, null, Map.of());
    return remote.print(task, t -> t.path("task_id").asText() + " " + t.path("status").asText());
  }
}
