package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows one job until it ends. */
@Command(
    name = "watch",
    description = "Follow a job until it ends; exit with 1 if it failed or was cancelled.")
public final class WatchCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the job.")
  private String id = "";

  @Override
  public Integer call() {
    JsonNode job = new JobProgress(remote).follow(JobIds.check(id));
    String status = job.path("status").asText();
    remote.print(job, any -> id + " " + status);
    return status.equals("succeeded") ? ExitCodes.OK : ExitCodes.JOB_FAILED;
  }
}
