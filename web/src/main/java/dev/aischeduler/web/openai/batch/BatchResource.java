package dev.aischeduler.web.openai.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.openai.OpenAiObject;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.engine.file.UploadedFiles;
import dev.aischeduler.engine.submission.SubmissionRules;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Scope;
import dev.aischeduler.web.api.BulkParts;
import dev.aischeduler.web.api.Gate;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.openai.reply.Ids;
import dev.aischeduler.web.openai.reply.Lists;
import dev.aischeduler.web.openai.reply.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Batches: each is a bulk run of an uploaded file. */
public final class BatchResource implements Resource {
  private static final String ALL = Paths.OPENAI + "/batches";
  private static final String WHAT = "batch";
  private static final int MOST = 100;
  private static final int USUAL = 20;
  private static final int LONGEST_NAME = 200;
  private static final Set<String> ENDPOINTS =
      Set.of("/v1/chat/completions", "/v1/audio/speech", "/v1/images/generations");

  private final BulkParts bulk;
  private final UploadedFiles files;
  private final OpenAiObjectStore objects;
  private final Gate gate;

  /**
   * Batches of a server.
   *
   * @param objects keeps what runs do not
   */
  public BatchResource(BulkParts bulk, UploadedFiles files, OpenAiObjectStore objects, Gate gate) {
    this.bulk = bulk;
    this.files = files;
    this.objects = objects;
    this.gate = gate;
  }

  /** A batch and its run. */
  private record Found(BatchTerms terms, Run run) {
    ObjectNode view() {
      return Batches.of(run, terms);
    }
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(ALL, this::create);
    routes.get(ALL, this::list);
    routes.get(ALL + "/{batch_id}", ctx -> Replies.json(ctx, 200, found(ctx).view()));
    routes.post(ALL + "/{batch_id}/cancel", this::cancel);
  }

  private void create(Context ctx) throws IOException {
    gate.pass();
    ObjectNode body = JsonBody.object(ctx);
    String endpoint = body.path("endpoint").asText();
    if (!ENDPOINTS.contains(endpoint)) {
      throw ApiException.invalid(
          "endpoint", "must be one of " + String.join(", ", ENDPOINTS.stream().sorted().toList()));
    }
    if (!body.path("completion_window").asText().equals(Batches.WINDOW)) {
      throw ApiException.invalid("completion_window", "must be " + Batches.WINDOW);
    }
    ObjectNode metadata = Lists.metadata(body);
    String fileId = body.path("input_file_id").asText();
    OpenAiObject file = file(ctx, fileId);
    Caller caller = Caller.of(ctx);
    BulkOptions options =
        new BulkOptions(
            name(file),
            Scope.tenant(caller, null),
            JsonNodeFactory.instance.objectNode(),
            null,
            null,
            false,
            null,
            CallbackTerms.NONE,
            caller.maxPriority());
    Run run = start(ctx, options, file.id());
    BatchTerms terms = new BatchTerms(fileId, endpoint, metadata);
    objects.insert(
        new OpenAiObject(
            run.id(), OpenAiObject.Kind.BATCH, run.tenant(), run.createdAt(), Wire.line(terms)));
    ctx.header("X-Task-Id", run.id().toString());
    Replies.json(ctx, 200, Batches.of(run, terms));
  }

  private OpenAiObject file(Context ctx, String id) {
    try {
      UUID uuid = Ids.read(Ids.FILE, "file", id);
      return objects
          .find(OpenAiObject.Kind.FILE, uuid)
          .filter(object -> Caller.of(ctx).sees(object.tenant()))
          .orElseThrow(() -> Ids.unknown("file", id));
    } catch (ApiException e) {
      throw ApiException.invalid("input_file_id", e.detail())
          .remedy("POST /v1/files uploads one; files are deleted in time");
    }
  }

  private static String name(OpenAiObject file) {
    String name = "batch of " + Wire.read(file.document()).path("filename").asText();
    return name.substring(
        0,
        name.offsetByCodePoints(
            0, Math.min(LONGEST_NAME / 2, name.codePointCount(0, name.length()))));
  }

  private Run start(Context ctx, BulkOptions options, UUID file) throws IOException {
    String key = ctx.header(SubmissionRules.KEY_HEADER);
    try (InputStream lines = files.open(file)) {
      if (key == null) {
        return bulk.bulk().submit(bulk.bulk().newId(), options, lines);
      }
      BulkRuns.Started started = bulk.bulk().submitOnce(key, options, lines);
      if (!started.fresh()) {
        ctx.header("Idempotency-Replayed", "true");
      }
      return started.run();
    } catch (ManifestException e) {
      throw ApiException.invalid("input_file_id", String.valueOf(e.getMessage()));
    }
  }

  private void list(Context ctx) {
    int limit = Lists.limit(ctx, MOST, USUAL);
    String after = ctx.queryParam("after");
    UUID before = after == null || after.isEmpty() ? null : Ids.read(Ids.BATCH, WHAT, after);
    List<OpenAiObject> some =
        objects.list(OpenAiObject.Kind.BATCH, Caller.of(ctx).tenant(), before, false, limit + 1);
    List<ObjectNode> page = new ArrayList<>();
    for (OpenAiObject one : some.subList(0, Math.min(limit, some.size()))) {
      found(one).ifPresent(found -> page.add(found.view()));
    }
    Replies.json(ctx, 200, Lists.of(page, some.size() > limit));
  }

  private Found found(Context ctx) {
    String text = ctx.pathParam("batch_id");
    return objects
        .find(OpenAiObject.Kind.BATCH, Ids.read(Ids.BATCH, WHAT, text))
        .filter(object -> Caller.of(ctx).sees(object.tenant()))
        .flatMap(this::found)
        .orElseThrow(() -> Ids.unknown(WHAT, text));
  }

  private Optional<Found> found(OpenAiObject object) {
    BatchTerms terms = StrictJson.read(object.document(), BatchTerms.class);
    return bulk.runs().find(object.id()).map(run -> new Found(terms, run));
  }

  private void cancel(Context ctx) {
    Found found = found(ctx);
    Run run = bulk.runs().cancel(found.run().id());
    Replies.json(ctx, 200, new Found(found.terms(), run).view());
  }
}
