package dev.aischeduler.web.api;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.engine.bulk.BulkAction;
import dev.aischeduler.engine.bulk.BulkActions;
import dev.aischeduler.engine.bulk.BulkAnswer;
import dev.aischeduler.engine.bulk.BulkOutcome;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.FilterFields;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.view.BulkActionView;
import dev.aischeduler.web.api.view.DeadLettersView;
import dev.aischeduler.web.api.view.SystemJobView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** One action on all jobs that a filter selects, and the failed jobs in groups. */
final class BulkActionResource implements Resource {
  private final BulkActions actions;
  private final Settings.Lanes lanes;

  BulkActionResource(BulkActions actions, Settings.Lanes lanes) {
    this.lanes = lanes;
    this.actions = actions;
  }

  /**
   * Body of an action.
   *
   * @param action {@code cancel}, {@code retry} or {@code reprioritise}
   * @param priority of a reprioritise, 0..9
   * @param expectedCount the count that the caller has seen; without it nothing is changed
   * @param dryRun true changes nothing
   */
  record Fields(
      @Nullable String action,
      @Nullable FilterFields filter,
      @Nullable Integer priority,
      @Nullable Long expectedCount,
      @Nullable Boolean dryRun) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.V1 + "/tasks/actions", this::act);
    routes.get(
        Paths.V1 + "/dead-letters",
        ctx ->
            Replies.json(
                ctx, 200, DeadLettersView.of(actions.deadLetters(Caller.of(ctx).tenant()))));
  }

  private void act(Context ctx) {
    Fields fields = StrictJson.read(JsonBody.object(ctx), Fields.class);
    BulkAction action = action(fields);
    if (fields.filter() == null) {
      throw ApiException.invalid("filter", "must say which tasks are meant")
          .remedy("{} means all that the action applies to");
    }
    JobFilter filter = Scope.jobs(Caller.of(ctx), fields.filter().filter(lanes));
    if (fields.priority() != null) {
      Scope.priority(Caller.of(ctx), fields.priority(), fields.priority());
    }
    Long expected = fields.expectedCount();
    if (expected == null && Boolean.FALSE.equals(fields.dryRun())) {
      throw ApiException.invalid("expected_count", "is missing")
          .remedy("ask with \"dry_run\": true first and send the count that it answers");
    }
    if (expected == null || Boolean.TRUE.equals(fields.dryRun())) {
      long matched = actions.count(action, filter);
      Replies.json(ctx, 200, new BulkActionView(fields.action(), true, matched, 0, null));
      return;
    }
    if (expected < 0) {
      throw ApiException.invalid("expected_count", "must not be negative");
    }
    AuditLog.details(ctx, fields.action() + " of at most " + expected + " jobs: " + filter);
    BulkAnswer answer = actions.act(action, filter, expected);
    if (answer instanceof BulkAnswer.Started started) {
      ctx.header("Location", Paths.systemJob(started.job().id()));
      SystemJobView job = SystemJobView.of(started.job());
      Replies.json(ctx, 202, new BulkActionView(fields.action(), false, started.matched(), 0, job));
    } else if (answer instanceof BulkAnswer.Done done) {
      BulkOutcome all = done.outcome();
      Replies.json(
          ctx, 200, new BulkActionView(fields.action(), false, all.matched(), all.changed(), null));
    }
  }

  private static BulkAction action(Fields fields) {
    String name = fields.action() == null ? "" : fields.action();
    boolean reprioritise = name.equals("reprioritise");
    if (reprioritise == (fields.priority() == null)) {
      throw ApiException.invalid(
          "priority", reprioritise ? "must be given, 0 to 9" : "belongs to reprioritise alone");
    }
    return switch (name) {
      case "cancel" -> new BulkAction.Cancel();
      case "retry" -> new BulkAction.Retry();
      case "reprioritise" -> new BulkAction.Reprioritise(fields.priority());
      default -> throw ApiException.invalid("action", "must be cancel, retry or reprioritise");
    };
  }
}
