package dev.aischeduler.web.api.reply;

import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.refusal.JobNotFoundException;
import dev.aischeduler.engine.refusal.QueueFullException;
import dev.aischeduler.engine.refusal.QuotaExceededException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.workflow.definition.InvalidDefinitionException;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import dev.aischeduler.web.api.http.BodyException;
import dev.aischeduler.web.api.view.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one mapping of errors to problem documents (RFC 9457). What a caller sends is never answered
 * with 500, and no answer holds a stack trace.
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int DATABASE_RETRY_S = 5;
  private static final int BODY_RETRY_S = 5;

  private Problems() {}

  /**
   * Makes every exception of a handler end here.
   *
   * @param page for requests of pages
   * @param shape for requests of clients who know another shape
   */
  public static void register(RoutesConfig routes, ErrorPage page, ErrorShape shape) {
    routes.exception(
        HttpResponseException.class, (e, ctx) -> reply(ctx, ofHttp(e, ctx), page, shape));
    routes.exception(Exception.class, (e, ctx) -> reply(ctx, of(e, ctx), page, shape));
  }

  /** Answers with the problem, unless the answer has already begun. */
  private static void reply(Context ctx, ApiException problem, ErrorPage page, ErrorShape shape) {
    if (ctx.res().isCommitted() || page.show(ctx, problem)) {
      return;
    }
    ApiException e = StoredJobs.named(ctx, problem);
    if (e.retryAfterS() != null) {
      ctx.header("Retry-After", String.valueOf(e.retryAfterS()));
    }
    if (e.taskId() != null) {
      ctx.header("Location", Paths.status(e.taskId()));
    }
    if (shape.covers(ctx.path())) {
      shape.headers(e).forEach(ctx::header);
      Replies.json(ctx, shape.status(e), shape.document(e));
    } else {
      Replies.problem(ctx, document(e, Trace.id(ctx)));
    }
  }

  /**
   * Runs a handler; an error of the machine, such as a full stack, is answered like any failure.
   */
  public static void within(Handler handler, Context ctx) throws Exception {
    try {
      handler.handle(ctx);
    } catch (Error e) {
      throw new IllegalStateException("a handler failed", e);
    }
  }

  /** The problem document of an exception. */
  public static Problem document(ApiException e, String traceId) {
    return new Problem(
        URI.create("urn:ai-scheduler:problem:" + e.kind()),
        title(e.status()),
        e.status(),
        e.detail(),
        e.field() == null || e.field().isEmpty() ? null : e.field(),
        e.remedy(),
        e.taskId(),
        e.taskIds(),
        e.errorType(),
        traceId);
  }

  /** What an exception means to a caller. */
  public static ApiException of(Exception e, Context ctx) {
    if (e instanceof ApiException known) {
      return known;
    }
    if (e instanceof InvalidRequestException invalid) {
      return ApiException.invalid(invalid.field(), message(e));
    }
    if (e instanceof JsonProblemException json) {
      String what = json.path().isEmpty() ? "the body " : "";
      return ApiException.invalid(json.path(), what + message(e));
    }
    if (e instanceof InvalidDefinitionException definition) {
      return ApiException.invalid("definition", message(definition))
          .remedy("?dry_run=true answers with the problems as a list");
    }
    if (e instanceof ModelNotInstalledException) {
      return ApiException.invalid("model", message(e));
    }
    if (e instanceof QueueFullException full) {
      return ApiException.of(429, "queue-full", message(e)).retryAfter(full.retryAfterS());
    }
    if (e instanceof QuotaExceededException quota) {
      return ApiException.of(429, "quota-exceeded", message(e)).retryAfter(quota.retryAfterS());
    }
    if (e instanceof ConflictException) {
      return ApiException.of(409, "conflict", message(e));
    }
    if (e instanceof JobNotFoundException) {
      return ApiException.notFound(message(e));
    }
    if (e instanceof BodyException body) {
      return ofBody(body, ctx);
    }
    if (e instanceof HttpException http && http.getCode() < 500) {
      return ApiException.of(http.getCode(), "bad-http", "the request is not well-formed HTTP");
    }
    if (Outage.isValueError(e)) {
      LOG.warn("trace {}: the database refuses a value: {}", Trace.id(ctx), e.toString());
      return ApiException.invalid("", "a value of the request cannot be stored")
          .remedy("remove unusual characters and numbers beyond their range");
    }
    if (isDatabase(e) && !Outage.isDataError(e)) {
      LOG.warn("trace {}: the database does not answer: {}", Trace.id(ctx), e.toString());
      return ApiException.unavailable("the database does not answer", DATABASE_RETRY_S)
          .remedy("try again; an operator finds the cause in the log under the trace_id");
    }
    LOG.error("trace {}: {} {} failed", Trace.id(ctx), ctx.method(), ctx.path(), e);
    return ApiException.of(500, "internal", "the server failed to answer")
        .remedy("report the trace_id to the operator; the cause stands in the log");
  }

  private static ApiException ofBody(BodyException e, Context ctx) {
    String what = message(e);
    return switch (e.reason()) {
      case TOO_LARGE ->
          ApiException.of(413, "body-too-large", what)
              .remedy(
                  switch (ctx.path()) {
                    case Paths.TASKS -> "send less at a time, or raise server.max_bulk_body_bytes";
                    case Paths.FILES -> "split the file, or raise bulk.max_body_bytes";
                    case Paths.BULK -> "pack the manifest with gzip, or split it";
                    default -> "send less, or raise server.max_body_bytes";
                  });
      case TOO_SLOW ->
          ApiException.of(408, "body-too-slow", what)
              .remedy("send the whole body without long pauses, over a faster connection");
      case TOO_MANY_UNFINISHED ->
          ApiException.unavailable(what, BODY_RETRY_S).remedy("send the request again later");
      case NO_MEMORY ->
          ApiException.of(429, "too-many-bytes", what)
              .retryAfter(BODY_RETRY_S)
              .remedy(
                  "send it again later or in smaller parts, or raise"
                      + " server.max_body_bytes_in_flight");
      case NO_DISK ->
          ApiException.unavailable(what, BODY_RETRY_S)
              .remedy("an operator must make room in the folder for temporary files");
      case BROKEN -> {
        LOG.debug("trace {}: {} {}: {}", Trace.id(ctx), ctx.method(), ctx.path(), what);
        yield ApiException.invalid("", what).remedy("send the whole body");
      }
    };
  }

  private static ApiException ofHttp(HttpResponseException e, Context ctx) {
    int status = e.getStatus();
    String what = ctx.method() + " " + ctx.path();
    return switch (status) {
      case 404 ->
          ApiException.notFound("nothing answers " + what).remedy("see /docs for every path");
      case 405 -> {
        String allow = e.getDetails().getOrDefault("availableMethods", "");
        allow = e.getDetails().getOrDefault("Available methods", allow);
        ctx.header("Allow", allow);
        yield ApiException.of(405, "method-not-allowed", what + " is not allowed")
            .remedy("use " + allow);
      }
      case 413 ->
          ApiException.of(413, "body-too-large", "the body is larger than this server accepts")
              .remedy("send less, or raise server.max_body_bytes");
      default -> ApiException.of(status, kebab(title(status)), message(e));
    };
  }

  /** True for failures of the database: whatever wraps it, the driver's exception is a cause. */
  static boolean isDatabase(Throwable e) {
    if (e instanceof DatabaseException) {
      return true;
    }
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at.getClass().getName().matches("(java\\.sql|org\\.(h2|postgresql|jdbi))\\..*")) {
        return true;
      }
    }
    return false;
  }

  private static String title(int status) {
    return HttpStatus.forStatus(status).getMessage();
  }

  private static String kebab(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
