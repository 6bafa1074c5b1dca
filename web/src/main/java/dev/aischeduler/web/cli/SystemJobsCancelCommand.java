package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels a system job. */
@Command(name = "cancel", description = "Cancel a system job; a final one stays as it is.")
final class SystemJobsCancelCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the system job.")
  private String id = "";

  @Override
  public Integer call() {
    String path =
        "/api/v1/system/jobs/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/cancel";
    JsonNode job = remote.client().post(path, null, Map.of());
    return remote.print(job, SystemJobsCommand::line);
  }
}
