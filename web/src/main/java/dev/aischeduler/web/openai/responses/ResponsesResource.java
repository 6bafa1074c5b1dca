package dev.aischeduler.web.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.openai.OpenAiObject;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.openai.call.Call;
import dev.aischeduler.web.openai.call.Calls;
import dev.aischeduler.web.openai.call.Results;
import dev.aischeduler.web.openai.call.TextStream;
import dev.aischeduler.web.openai.reply.Ids;
import dev.aischeduler.web.openai.reply.Lists;
import dev.aischeduler.web.openai.reply.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Responses: made, gone on with, found again, cancelled and forgotten. */
public final class ResponsesResource implements Resource {
  private static final String ALL = Paths.OPENAI + "/responses";
  private static final String WHAT = "response";

  private final Calls calls;
  private final JobService jobs;
  private final OpenAiObjectStore objects;

  /**
   * Responses of a server.
   *
   * @param objects keeps what jobs do not
   */
  public ResponsesResource(Calls calls, JobService jobs, OpenAiObjectStore objects) {
    this.calls = calls;
    this.jobs = jobs;
    this.objects = objects;
  }

  /** A response that is kept, and its job. */
  private record Kept(JsonNode echo, Job job) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.post(ALL, this::create);
    routes.get(ALL + "/{response_id}", this::find);
    routes.delete(ALL + "/{response_id}", this::delete);
    routes.post(ALL + "/{response_id}/cancel", this::cancel);
  }

  private void create(Context ctx) {
    ResponseBody body = ResponseBody.of(JsonBody.object(ctx));
    ObjectNode echo = body.echo();
    ObjectNode request = body.request(conversation(ctx, body));
    if (body.background() && !body.stream()) {
      Job job = calls.store(ctx, LlmTask.TYPE, request);
      keep(job, echo);
      Replies.json(ctx, 200, Responses.of(echo, job));
      return;
    }
    Call call = calls.submit(ctx, LlmTask.TYPE, List.of(request), body.background());
    try {
      if (body.store()) {
        keep(call.first(), echo);
      }
      if (body.stream()) {
        stream(ctx, call, echo, -1);
      } else {
        calls.await(ctx, call, all -> Replies.json(ctx, 200, Responses.of(echo, all.get(0).job())));
      }
    } catch (RuntimeException | Error e) {
      call.place().close();
      throw e;
    }
  }

  private void keep(Job job, ObjectNode echo) {
    objects.insert(
        new OpenAiObject(
            job.id(), OpenAiObject.Kind.RESPONSE, job.tenant(), job.createdAt(), Wire.line(echo)));
  }

  /** What was said before, with the answer, but without the instructions of then. */
  private List<JsonNode> conversation(Context ctx, ResponseBody body) {
    JsonNode previous = body.body().path("previous_response_id");
    if (!previous.isTextual()) {
      return List.of();
    }
    Kept kept;
    try {
      kept = kept(ctx, previous.textValue());
    } catch (ApiException e) {
      throw ApiException.invalid("previous_response_id", e.detail())
          .remedy("it must be a response that was stored and is not deleted");
    }
    if (kept.job().status() != JobStatus.SUCCEEDED) {
      throw ApiException.invalid("previous_response_id", "names a response that is not complete");
    }
    List<JsonNode> messages = new ArrayList<>();
    Results.request(kept.job()).path("messages").forEach(messages::add);
    if (kept.echo().hasNonNull("instructions") && !messages.isEmpty()) {
      messages.remove(0);
    }
    JsonNode result = Results.of(kept.job());
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("role", "assistant");
    if (!result.path("text").asText().isEmpty()) {
      answer.set("content", result.path("text"));
    }
    if (!result.path("tool_calls").isEmpty()) {
      answer.set("tool_calls", result.path("tool_calls"));
    }
    messages.add(answer);
    return messages;
  }

  private Kept kept(Context ctx, String text) {
    UUID id = Ids.read(Ids.RESPONSE, WHAT, text);
    JsonNode echo =
        objects
            .find(OpenAiObject.Kind.RESPONSE, id)
            .filter(object -> Caller.of(ctx).sees(object.tenant()))
            .map(object -> Wire.read(object.document()))
            .orElseThrow(() -> Ids.unknown(WHAT, text));
    Job job = jobs.find(id).map(JobDetails::job).orElseThrow(() -> Ids.unknown(WHAT, text));
    return new Kept(echo, job);
  }

  private static String id(Context ctx) {
    return ctx.pathParam("response_id");
  }

  private void find(Context ctx) {
    Kept kept = kept(ctx, id(ctx));
    if (!Lists.flag(ctx, "stream")) {
      Replies.json(ctx, 200, Responses.of(kept.echo(), kept.job()));
      return;
    }
    int after = after(ctx);
    Call call = calls.follow(kept.job(), List.of(kept.job().id()));
    try {
      stream(ctx, call, kept.echo(), after);
    } catch (RuntimeException | Error e) {
      call.place().close();
      throw e;
    }
  }

  private void stream(Context ctx, Call call, JsonNode echo, int after) {
    ResponseEvents events = new ResponseEvents(echo, call.first(), after);
    List<Integer> positions = List.of(ResponseEvents.textBefore(after));
    calls.stream(ctx, call, new TextStream(ctx, jobs, events, call.ids(), positions), false);
  }

  /** The last event that the client has, as its query or its browser says; -1 for none. */
  private static int after(Context ctx) {
    if (ctx.req().getMethod().equals("HEAD")) {
      throw ApiException.of(405, "method-not-allowed", "HEAD of a stream is not allowed")
          .remedy("use GET");
    }
    String given = ctx.queryParam("starting_after");
    String name = given == null ? "Last-Event-ID" : "starting_after";
    String text = given == null ? ctx.header(name) : given;
    if (text == null || text.isBlank()) {
      return -1;
    }
    if (!text.strip().matches("\\d{1,9}")) {
      throw ApiException.invalid(name, "must be the sequence_number of an event");
    }
    return Integer.parseInt(text.strip());
  }

  private void cancel(Context ctx) {
    Kept kept = kept(ctx, id(ctx));
    Replies.json(ctx, 200, Responses.of(kept.echo(), jobs.cancel(kept.job().id())));
  }

  private void delete(Context ctx) {
    Kept kept = kept(ctx, id(ctx));
    jobs.cancel(kept.job().id());
    objects.delete(OpenAiObject.Kind.RESPONSE, kept.job().id());
    Replies.json(
        ctx,
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Ids.RESPONSE + kept.job().id())
            .put("object", WHAT)
            .put("deleted", true));
  }
}
