package dev.aischeduler.web.api;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskPreview;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.SubmissionReader;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * Tells what submissions of one task type would do, for a type that can tell. It takes what a
 * submission takes, and stores nothing.
 *
 * @param <R> the request
 */
final class PreviewResource<R extends Record> implements Resource {
  private final String path;
  private final Class<R> request;
  private final SubmissionReader reader;
  private final TaskPreview<R> preview;

  PreviewResource(
      TaskModule module, TaskHandler<R> handler, TaskPreview<R> preview, Settings.Lanes lanes) {
    this.path = path(module);
    this.request = handler.requestType();
    this.reader = new SubmissionReader(module, request, lanes);
    this.preview = preview;
  }

  /** Where previews of a task type are asked for. */
  static String path(TaskModule module) {
    return Paths.V1 + "/" + module.type().wireName() + "/preview";
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(path, this::preview);
  }

  private void preview(Context ctx) {
    SubmissionReader.Read read = reader.read(ctx);
    Replies.json(ctx, 200, preview.of(StrictJson.read(read.submission().request(), request)));
  }
}
