package dev.aischeduler.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.api.view.LaneState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lanes: how full they are, their shares of the device, pause and resume. */
final class LaneResource implements Resource {
  /** Every lane. */
  record LanesReply(List<LaneState> lanes) {}

  private static final String LANES = Paths.V1 + "/lanes";
  private final JobService jobs;
  private final Settings settings;

  LaneResource(JobService jobs, Settings settings) {
    this.settings = settings;
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
    Replies.json(ctx, 200, new LanesReply(lanes));
  }

  private void weights(Context ctx) {
    Map<TaskType, Integer> weights = new LinkedHashMap<>();
    JsonBody.object(ctx)
        .properties()
        .forEach(field -> weight(field.getKey(), field.getValue(), weights));
    AuditLog.details(ctx, weights.toString());
    var lanes = jobs.weights(weights).stream().map(LaneState::of).toList();
    Replies.json(ctx, 200, new LanesReply(lanes));
  }

  private void weight(String name, JsonNode percent, Map<TaskType, Integer> weights) {
    List<TaskType> sharing = settings.resources().gpuAllocation().types();
    TaskType lane =
        sharing.stream()
            .filter(type -> type.wireName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiException.invalid(name, "unknown field")
                        .remedy(
                            "allowed: "
                                + String.join(
                                    ", ", sharing.stream().map(TaskType::wireName).toList())));
    if (percent.isNull()) {
      return;
    }
    try {
      weights.put(lane, Json.mapper().treeToValue(percent, Integer.class));
    } catch (JsonProcessingException e) {
      throw ApiException.invalid(name, "must be a whole number, the lane's percent of the device");
    }
  }

  private void pause(Context ctx, boolean paused) {
    TaskType lane =
        settings
            .lanes()
            .find(ctx.pathParam("lane"))
            .orElseThrow(
                () ->
                    ApiException.notFound("no lane has this name")
                        .remedy("use one of " + settings.lanes().names()));
    Replies.json(ctx, 200, LaneState.of(jobs.pause(lane, paused)));
  }
}
