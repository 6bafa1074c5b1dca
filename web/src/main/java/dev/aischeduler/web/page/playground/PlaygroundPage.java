package dev.aischeduler.web.page.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.jobs.task.TaskModule;
import dev.aischeduler.jobs.task.TaskModules;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.TaskLookup;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.api.view.TaskView;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Forms that submit jobs: a new one, or one filled from a job. */
public final class PlaygroundPage implements Resource {
  /** Fields of each type that the form has a place for. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "llm", List.of("prompt", "system", "model", "temperature", "max_tokens", "seed"),
          "tts", List.of("text", "voice", "speed", "format", "model"),
          "image",
              List.of(
                  "prompt", "negative_prompt", "width", "height", "steps", "seed", "n", "model"));

  private static final String MESSAGES = "messages";
  private final PageRenderer renderer;
  private final JobService jobs;
  private final TaskModules modules;
  private final NodeModels models;
  private final Settings.Lanes lanes;

  /** The page over these services. */
  public PlaygroundPage(
      PageRenderer renderer,
      JobService jobs,
      TaskModules modules,
      NodeModels models,
      Settings.Lanes lanes) {
    this.renderer = renderer;
    this.jobs = jobs;
    this.modules = modules;
    this.models = models;
    this.lanes = lanes;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(
        Section.PLAYGROUND.path(), renderer.page(Section.PLAYGROUND, "playground.jte", this::view));
  }

  private PlaygroundView view(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of("type", "clone"));
    UUID clone = query.one("clone").map(text -> Paths.uuid("clone", text)).orElse(null);
    if (clone != null) {
      TaskView task = TaskView.of(TaskLookup.find(jobs, Caller.of(ctx), clone));
      return filled(module(task.type()), task.request(), task.priority(), clone);
    }
    String first = modules.all().get(0).type().wireName();
    return filled(module(query.one("type").orElse(first)), null, null, null);
  }

  private TaskModule module(String type) {
    return modules.all().stream()
        .filter(module -> module.type().wireName().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.invalid("type", "no type is called '" + type + "'")
                    .remedy("use one of " + lanes.names()));
  }

  private PlaygroundView filled(
      TaskModule module,
      @Nullable JsonNode request,
      @Nullable Integer priority,
      @Nullable UUID clone) {
    String type = module.type().wireName();
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    ObjectNode others = Json.mapper().createObjectNode();
    ArrayNode messages = Json.mapper().createArrayNode();
    List<String> own = FIELDS.getOrDefault(type, List.of());
    if (request != null) {
      for (Map.Entry<String, JsonNode> field : request.properties()) {
        JsonNode value = field.getValue();
        if (field.getKey().equals(MESSAGES) && value instanceof ArrayNode all) {
          messages.addAll(all);
        } else if (own.contains(field.getKey()) && !value.isNull()) {
          fields.put(field.getKey(), value);
        } else if (!value.isNull()) {
          others.set(field.getKey(), value);
        }
      }
    }
    lastToPrompt(messages, fields);
    return new PlaygroundView(
        type,
        modules.all().stream().map(one -> one.type().wireName()).toList(),
        Paths.submission(type, module.endpoint().action()),
        models.list().stream()
            .filter(model -> model.type().equals(module.type()))
            .map(model -> model.name())
            .toList(),
        fields,
        messages.isEmpty() ? "" : messages.toString(),
        others.isEmpty() ? "" : others.toPrettyString(),
        priority,
        clone);
  }

  /** What the user said last is what the reader may change. */
  private static void lastToPrompt(ArrayNode messages, Map<String, JsonNode> fields) {
    int last = messages.size() - 1;
    if (last >= 0 && messages.get(last).path("role").asText().equals("user")) {
      fields.put("prompt", messages.remove(last).path("content"));
    }
  }
}
