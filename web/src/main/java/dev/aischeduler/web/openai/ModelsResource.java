package dev.aischeduler.web.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.cache.ModelStatus;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.openai.reply.Ids;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names that calls may give as their model: configured engines, then what is installed. */
final class ModelsResource implements Resource {
  private static final String ALL = Paths.OPENAI + "/models";
  private static final String OWNER = "ai-scheduler";

  private final Settings settings;
  private final NodeModels models;
  private final Instant started;

  /**
   * Models of this node.
   *
   * @param started told as the time of their creation: when this node began to offer them
   */
  ModelsResource(Settings settings, NodeModels models, Instant started) {
    this.settings = settings;
    this.models = models;
    this.started = started;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(ALL, this::list);
    routes.get(ALL + "/{model}", this::find);
  }

  private Map<String, ObjectNode> all() {
    Map<String, ObjectNode> all = new TreeMap<>();
    for (TaskType type : settings.lanes().types()) {
      String engine = settings.engines().of(type);
      if (!engine.isEmpty()) {
        all.put(engine, model(engine));
      }
    }
    for (ModelStatus model : models.list()) {
      all.put(model.name(), model(model.name()));
    }
    return all;
  }

  private ObjectNode model(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", name)
        .put("object", "model")
        .put("created", started.getEpochSecond())
        .put("owned_by", OWNER);
  }

  private void list(Context ctx) {
    List<ObjectNode> all = new ArrayList<>(all().values());
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    list.putArray("data").addAll(all);
    Replies.json(ctx, 200, list);
  }

  private void find(Context ctx) {
    String name = ctx.pathParam("model");
    ObjectNode model = all().get(name);
    if (model == null) {
      throw unknown(name);
    }
    Replies.json(ctx, 200, model);
  }

  private static ApiException unknown(String name) {
    return Ids.unknown("model", name).field("model");
  }
}
