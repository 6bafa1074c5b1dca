package dev.aischeduler.web.api;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.BulkRunKind;
import dev.aischeduler.engine.run.Runs;
import dev.aischeduler.engine.workflow.Workflows;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import io.javalin.http.Context;
import java.util.UUID;

/** Finds the bulk run or workflow that a request is about, among those that its caller sees. */
public final class RunLookup {
  private RunLookup() {}

  /**
   * A bulk run.
   *
   * @throws ApiException 404 when the caller sees none
   */
  public static Run bulk(Runs runs, Caller caller, UUID id) {
    return runs.find(id)
        .filter(run -> run.kind().equals(BulkRunKind.NAME))
        .filter(run -> caller.sees(run.tenant()))
        .orElseThrow(() -> Paths.unknownRun(id.toString()));
  }

  /**
   * The bulk run in the path.
   *
   * @throws ApiException 404 when the caller sees none
   */
  public static Run bulk(Runs runs, Context ctx) {
    return bulk(runs, Caller.of(ctx), Paths.runId(ctx));
  }

  /**
   * A workflow.
   *
   * @throws ApiException 404 when the caller sees none
   */
  public static Workflows.View workflow(Workflows workflows, Caller caller, UUID id) {
    return workflows
        .find(id)
        .filter(found -> caller.sees(found.run().tenant()))
        .orElseThrow(() -> Paths.unknownWorkflow(id.toString()));
  }

  /**
   * The workflow in the path.
   *
   * @throws ApiException 404 when the caller sees none
   */
  public static Workflows.View workflow(Workflows workflows, Context ctx) {
    return workflow(workflows, Caller.of(ctx), Paths.workflowId(ctx));
  }
}
