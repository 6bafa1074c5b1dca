package dev.aischeduler.web.api;

import dev.aischeduler.config.StrictJson;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.api.view.LaneState;
import dev.aischeduler.web.api.view.LanesView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lanes: how full they are, their shares of the device, pause and resume. */
final class LaneResource implements Resource {
  private static final String LANES = Paths.V1 + "/lanes";
  private final JobService jobs;

  LaneResource(JobService jobs) {
    this.jobs = jobs;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(LANES, this::list);
    routes.put(LANES + "/weights", this::weights);
    routes.post(LANES + "/{lane}/pause", ctx -> pause(ctx, true));
    routes.post(LANES + "/{lane}/resume", ctx -> pause(ctx, false));
  }

  private void list(Context ctx) {
    var lanes = jobs.lanes().stream().map(LaneState::of).toList();
    Replies.json(ctx, 200, new LanesView(lanes));
  }

  /**
   * Body of a change.
   *
   * @param llm percent of the device for language models
   * @param image percent of the device for image models
   */
  record Weights(@Nullable Integer llm, @Nullable Integer image) {}

  private void weights(Context ctx) {
    Weights body = StrictJson.read(JsonBody.object(ctx), Weights.class);
    Map<TaskType, Integer> weights = new EnumMap<>(TaskType.class);
    weights.put(TaskType.LLM, body.llm());
    weights.put(TaskType.IMAGE, body.image());
    var lanes = jobs.weights(weights).stream().map(LaneState::of).toList();
    Replies.json(ctx, 200, new LanesView(lanes));
  }

  private void pause(Context ctx, boolean paused) {
    TaskType lane =
        TaskType.fromWireName(ctx.pathParam("lane"))
            .orElseThrow(
                () ->
                    ApiException.notFound("no lane has this name").remedy("use llm, tts or image"));
    Replies.json(ctx, 200, LaneState.of(jobs.pause(lane, paused)));
  }
}
