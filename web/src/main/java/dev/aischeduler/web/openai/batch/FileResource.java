package dev.aischeduler.web.openai.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.aischeduler.db.openai.OpenAiObject;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.file.UploadedFiles;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Gate;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.MultipartForm;
import dev.aischeduler.web.openai.reply.Ids;
import dev.aischeduler.web.openai.reply.Lists;
import dev.aischeduler.web.openai.reply.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files for batches: uploaded ones, and those that batches end with. */
public final class FileResource implements Resource {
  private static final String WHAT = "file";
  private static final String PURPOSE = "batch";
  private static final int MOST_LISTED = 1000;

  /** Of one tenant: what is run and not needed any more is to be deleted. */
  private static final int MOST_KEPT = 1000;

  private final UploadedFiles files;
  private final OpenAiObjectStore objects;
  private final OutputFiles outputs;
  private final Gate gate;
  private final Duration kept;
  private final Clock clock;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  /**
   * Files of a server.
   *
   * @param kept how long the bytes are kept
   */
  public FileResource(
      UploadedFiles files,
      OpenAiObjectStore objects,
      OutputFiles outputs,
      Gate gate,
      Duration kept,
      Clock clock) {
    this.files = files;
    this.objects = objects;
    this.outputs = outputs;
    this.gate = gate;
    this.kept = kept;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.FILES, this::upload);
    routes.get(Paths.FILES, this::list);
    routes.get(Paths.FILES + "/{file_id}", this::find);
    routes.get(Paths.FILES + "/{file_id}/content", this::content);
    routes.delete(Paths.FILES + "/{file_id}", this::delete);
  }

  private void upload(Context ctx) throws IOException {
    gate.pass();
    String type = ctx.header("Content-Type");
    if (!MultipartForm.isMultipart(type)) {
      throw ApiException.of(415, "unsupported-media-type", "a file is sent as multipart/form-data")
          .remedy("send the fields purpose and file of a form");
    }
    String tenant = Objects.requireNonNullElse(Caller.of(ctx).tenant(), Tenant.DEFAULT);
    if (objects.list(OpenAiObject.Kind.FILE, tenant, null, true, MOST_KEPT).size() == MOST_KEPT) {
      throw ApiException.of(409, "too-many-files", "the tenant has " + MOST_KEPT + " files already")
          .remedy("delete those that are not needed any more");
    }
    UUID id = ids.construct(clock.millis());
    MultipartForm form =
        MultipartForm.openAnyOrder(Objects.requireNonNull(type), ctx.bodyInputStream(), "file");
    long bytes = files.store(id, form.file());
    try {
      form.finish();
      checkPurpose(form.fields().get("purpose"));
      OpenAiObject object = object(id, tenant, form, bytes);
      objects.insert(object);
      Replies.json(ctx, 200, view(object));
    } catch (RuntimeException | IOException e) {
      files.delete(id);
      throw e;
    }
  }

  private static void checkPurpose(@Nullable String purpose) {
    if (!PURPOSE.equals(purpose)) {
      throw ApiException.invalid("purpose", "must be batch")
          .remedy("files serve as the input of batches here");
    }
  }

  private OpenAiObject object(UUID id, String tenant, MultipartForm form, long bytes) {
    String name =
        Objects.requireNonNullElse(form.fileName(), "file").replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("filename", name).put("bytes", bytes);
    return new OpenAiObject(
        id, OpenAiObject.Kind.FILE, tenant, clock.instant(), Wire.line(document));
  }

  private ObjectNode view(OpenAiObject object) {
    JsonNode document = Wire.read(object.document());
    return Files.view(
        Ids.FILE + object.id(),
        document.path("bytes").asLong(),
        object.createdAt(),
        kept,
        document.path("filename").asText(),
        PURPOSE);
  }

  private void list(Context ctx) {
    int limit = Lists.limit(ctx, MOST_LISTED, MOST_LISTED);
    String order = Objects.requireNonNullElse(ctx.queryParam("order"), "desc");
    if (!order.equals("asc") && !order.equals("desc")) {
      throw ApiException.invalid("order", "must be asc or desc");
    }
    String purpose = ctx.queryParam("purpose");
    String after = ctx.queryParam("after");
    UUID from = after == null || after.isEmpty() ? null : Ids.read(Ids.FILE, WHAT, after);
    List<OpenAiObject> some =
        purpose == null || purpose.equals(PURPOSE)
            ? objects.list(
                OpenAiObject.Kind.FILE,
                Caller.of(ctx).tenant(),
                from,
                order.equals("asc"),
                limit + 1)
            : List.of();
    List<ObjectNode> page = new ArrayList<>();
    some.subList(0, Math.min(limit, some.size())).forEach(one -> page.add(view(one)));
    Replies.json(ctx, 200, Lists.of(page, some.size() > limit));
  }

  private static String id(Context ctx) {
    return ctx.pathParam("file_id");
  }

  private OpenAiObject uploaded(Context ctx) {
    return objects
        .find(OpenAiObject.Kind.FILE, Ids.read(Ids.FILE, WHAT, id(ctx)))
        .filter(object -> Caller.of(ctx).sees(object.tenant()))
        .orElseThrow(() -> Ids.unknown(WHAT, id(ctx)));
  }

  private void find(Context ctx) throws IOException {
    Optional<OutputFiles.Output> output = outputs.find(ctx, id(ctx));
    ObjectNode view =
        output.isPresent() ? outputs.view(ctx, output.get(), kept) : view(uploaded(ctx));
    Replies.json(ctx, 200, view);
  }

  private void content(Context ctx) {
    Optional<OutputFiles.Output> output = outputs.find(ctx, id(ctx));
    if (output.isPresent()) {
      ctx.contentType("application/jsonl");
      // written and closed by the ResponseWriter
      ctx.result(outputs.open(ctx, output.get()));
    } else {
      ctx.contentType("application/octet-stream").result(files.open(uploaded(ctx).id()));
    }
    ctx.header("Content-Disposition", "attachment; filename=\"" + id(ctx) + ".jsonl\"");
  }

  private void delete(Context ctx) {
    if (outputs.find(ctx, id(ctx)).isPresent()) {
      throw ApiException.of(409, "conflict", "the file belongs to its batch and goes with it");
    }
    OpenAiObject file = uploaded(ctx);
    objects.delete(OpenAiObject.Kind.FILE, file.id());
    files.delete(file.id());
    Replies.json(
        ctx,
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Ids.FILE + file.id())
            .put("object", WHAT)
            .put("deleted", true));
  }
}
