package dev.aischeduler.web.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.Job;
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
import dev.aischeduler.web.openai.call.TextStream;
import dev.aischeduler.web.openai.reply.Ids;
import dev.aischeduler.web.openai.reply.Lists;
import dev.aischeduler.web.openai.reply.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chat completions: made, found again, and streamed further from where a client has them. */
public final class ChatResource implements Resource {
  private static final String ALL = Paths.OPENAI + "/chat/completions";
  private static final String WHAT = "chat completion";
  private static final Pattern POSITIONS = Pattern.compile("\\d{1,9}(-\\d{1,9}){0,7}");

  private final Calls calls;
  private final JobService jobs;
  private final OpenAiObjectStore objects;

  /**
   * Completions of a server.
   *
   * @param objects keeps what jobs do not
   */
  public ChatResource(Calls calls, JobService jobs, OpenAiObjectStore objects) {
    this.calls = calls;
    this.jobs = jobs;
    this.objects = objects;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(ALL, this::create);
    routes.get(ALL + "/{completion_id}", this::find);
  }

  private void create(Context ctx) {
    ChatBody body = ChatBody.of(JsonBody.object(ctx));
    Call call = calls.submit(ctx, LlmTask.TYPE, body.requests(), body.store());
    try {
      if (body.needsObject()) {
        keep(call, body.metadata());
      }
      answer(ctx, call, body);
    } catch (RuntimeException | Error e) {
      call.place().close();
      throw e;
    }
  }

  private void keep(Call call, @Nullable ObjectNode metadata) {
    Job first = call.first();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    call.ids().forEach(id -> document.withArray("/jobs").add(id.toString()));
    if (metadata != null) {
      document.set("metadata", metadata);
    }
    objects.insert(
        new OpenAiObject(
            first.id(),
            OpenAiObject.Kind.COMPLETION,
            first.tenant(),
            first.createdAt(),
            Wire.line(document)));
  }

  private void answer(Context ctx, Call call, ChatBody body) {
    if (body.stream()) {
      ChatChunks chunks = new ChatChunks(call.first(), call.ids().size(), body.usage(), false);
      stream(ctx, call, chunks, Collections.nCopies(call.ids().size(), 0));
    } else {
      calls.await(ctx, call, all -> Replies.json(ctx, 200, Completions.of(all, body.metadata())));
    }
  }

  private void stream(Context ctx, Call call, ChatChunks chunks, List<Integer> positions) {
    calls.stream(ctx, call, new TextStream(ctx, jobs, chunks, call.ids(), positions), false);
  }

  /** A completion that was asked for before; whoever asks waits for its end. */
  private void find(Context ctx) {
    String text = ctx.pathParam("completion_id");
    UUID id = Ids.read(Ids.COMPLETION, WHAT, text);
    Job first =
        jobs.find(id)
            .map(JobDetails::job)
            .filter(job -> job.type().equals(LlmTask.TYPE))
            .filter(job -> Caller.of(ctx).sees(job.tenant()))
            .orElseThrow(() -> Ids.unknown(WHAT, text));
    JsonNode known =
        objects
            .find(OpenAiObject.Kind.COMPLETION, id)
            .map(object -> Wire.read(object.document()))
            .orElseGet(JsonNodeFactory.instance::objectNode);
    List<UUID> ids = new ArrayList<>();
    known.path("jobs").forEach(one -> ids.add(UUID.fromString(one.asText())));
    if (ids.isEmpty()) {
      ids.add(id);
    }
    boolean stream = Lists.flag(ctx, "stream");
    List<Integer> positions = stream ? positions(ctx, ids.size()) : List.of();
    Call call = calls.follow(first, ids);
    try {
      if (stream) {
        boolean resumed = positions.stream().anyMatch(position -> position > 0);
        stream(
            ctx,
            call,
            new ChatChunks(first, ids.size(), Lists.flag(ctx, "include_usage"), resumed),
            positions);
      } else {
        JsonNode metadata = known.get("metadata");
        calls.await(ctx, call, all -> Replies.json(ctx, 200, Completions.of(all, metadata)));
      }
    } catch (RuntimeException | Error e) {
      call.place().close();
      throw e;
    }
  }

  /** What the client has of each choice. */
  private static List<Integer> positions(Context ctx, int choices) {
    if (ctx.req().getMethod().equals("HEAD")) {
      throw ApiException.of(405, "method-not-allowed", "HEAD of a stream is not allowed")
          .remedy("use GET");
    }
    String last = ctx.header("Last-Event-ID");
    if (last == null || last.isBlank()) {
      return Collections.nCopies(choices, 0);
    }
    List<String> parts = List.of(last.strip().split("-", -1));
    if (!POSITIONS.matcher(last.strip()).matches() || parts.size() != choices) {
      throw ApiException.invalid("Last-Event-ID", "must be the id of an event of this stream");
    }
    return parts.stream().map(Integer::valueOf).toList();
  }
}
