package dev.aischeduler.jobs.image;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.heap.HeapClaim;
import dev.aischeduler.jobs.image.picture.Png;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import dev.aischeduler.jobs.task.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs {@code image} jobs. The configured engine's model is pinned; a model that is not in memory
 * is loaded when a request names it. Thread-safe.
 */
public final class ImageHandler implements TaskHandler<ImageRequest> {
  private static final HeapBudget.Subject PICTURES =
      new HeapBudget.Subject("the picture", "ask for fewer pictures or a smaller size");

  private final ModelCatalogue catalogue;
  private final ImageRequestRules rules;
  private final ModelPool<ImageModel> models;
  private final HeapBudget heap;

  /**
   * Loads nothing yet.
   *
   * @param cache keeps the models
   * @param heap limits what all speeches and pictures hold together
   */
  public ImageHandler(
      Settings settings,
      ModelCatalogue catalogue,
      OnnxRuntime runtime,
      ModelCache cache,
      HeapBudget heap) {
    this.heap = heap;
    this.catalogue = catalogue;
    this.rules = new ImageRequestRules(settings, catalogue);
    this.models =
        new ModelPool<>(
            ImageTask.TYPE,
            settings.engines().of(ImageTask.TYPE),
            catalogue,
            new ImageLoader(
                runtime, settings.lanes().of(ImageTask.TYPE).option(ImageTask.MAX_BATCH)),
            cache);
  }

  /** Its models. */
  public ModelPool<?> models() {
    return models;
  }

  @Override
  public TaskType type() {
    return ImageTask.TYPE;
  }

  @Override
  public Class<ImageRequest> requestType() {
    return ImageRequest.class;
  }

  /** {@inheritDoc} */
  @Override
  public ImageRequest validate(ImageRequest request) throws InvalidRequestException {
    return rules.complete(request);
  }

  /** {@inheritDoc} Pictures, and pixels times steps of all of them. */
  @Override
  public Map<String, Long> work(ImageRequest request) {
    long pictures = Objects.requireNonNull(request.n());
    long pixels =
        (long) Objects.requireNonNull(request.width()) * Objects.requireNonNull(request.height());
    Map<String, Long> work = new LinkedHashMap<>();
    work.put("pictures", pictures);
    work.put("pixel_steps", pictures * pixels * Objects.requireNonNull(request.steps()));
    return work;
  }

  /**
   * Draws a request that {@link #validate} has completed. Artifacts: {@code image.png}, or {@code
   * image-1.png ...} when there are several. The result holds {@code model, requested_model,
   * miniature, width, height, native_width, native_height, steps, guidance_scale, sampler, turbo,
   * seed, images, prompt_truncated, negative_prompt_truncated, seconds_per_step}, of which steps
   * and guidance are those really used; {@code preview} events carry {@code image, step,
   * png_base64}.
   */
  @Override
  public TaskResult run(ImageRequest request, TaskContext context) throws Exception {
    String requested = Objects.requireNonNull(request.model());
    long seed = request.seed() == null ? Seeds.of(context) : request.seed();
    return models.use(
        catalogue.resolve(ImageTask.TYPE, requested),
        context,
        model -> drawWithin(model, GenerationPlan.of(request, seed, model), requested, context));
  }

  private TaskResult drawWithin(
      ImageModel model, GenerationPlan plan, String requested, TaskContext context)
      throws Exception {
    HeapClaim claim = heap.claim(plan.heapBytes(), PICTURES, context);
    try {
      return draw(model, plan, requested, context);
    } finally {
      claim.close();
    }
  }

  private static TaskResult draw(
      ImageModel model, GenerationPlan plan, String requested, TaskContext context)
      throws Exception {
    GenerationResult drawing = new ImageGeneration(model, context, plan).draw();
    List<Map<String, Object>> images = new ArrayList<>();
    for (int i = 0; i < drawing.pictures().size(); i++) {
      String name = drawing.pictures().size() == 1 ? "image.png" : "image-" + (i + 1) + ".png";
      long own = plan.seeds().get(i);
      context.artifact(
          name,
          "image/png",
          Png.write(drawing.pictures().get(i), parameters(plan, own, model.folder())));
      Map<String, Object> image = new LinkedHashMap<>();
      image.put("artifact", name);
      image.put("seed", own);
      image.put("width", plan.width());
      image.put("height", plan.height());
      images.add(image);
    }
    return result(plan, drawing, images, model.folder(), requested);
  }

  /** What it takes to draw the picture again, for the PNG file. */
  private static Map<String, String> parameters(
      GenerationPlan plan, long seed, ModelFolder folder) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("prompt", plan.prompt());
    if (!plan.negativePrompt().isEmpty()) {
      texts.put("negative_prompt", plan.negativePrompt());
    }
    texts.put("seed", String.valueOf(seed));
    texts.put("steps", String.valueOf(plan.steps()));
    texts.put("sampler", plan.sampler().wireName());
    texts.put("guidance_scale", String.valueOf(plan.guidance()));
    texts.put("model", folder.name());
    return texts;
  }

  private static TaskResult result(
      GenerationPlan plan,
      GenerationResult drawing,
      List<Map<String, Object>> images,
      ModelFolder folder,
      String requested) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", folder.name());
    values.put("requested_model", requested);
    values.put("miniature", folder.miniature());
    values.put("width", plan.width());
    values.put("height", plan.height());
    values.put("native_width", drawing.nativeWidth());
    values.put("native_height", drawing.nativeHeight());
    values.put("steps", plan.steps());
    values.put("guidance_scale", plan.guidance());
    values.put("sampler", plan.sampler().wireName());
    values.put("turbo", plan.turbo());
    values.put("seed", plan.seeds().get(0));
    values.put("images", images);
    values.put("prompt_truncated", drawing.promptTruncated());
    values.put("negative_prompt_truncated", drawing.negativePromptTruncated());
    values.put("seconds_per_step", Math.round(drawing.secondsPerStep() * 10_000) / 10_000.0);
    return new TaskResult(values);
  }

  @Override
  public BatchEndpoint batchEndpoint() {
    return ImageBatchLine.endpoint();
  }

  @Override
  public HandlerStatus status() {
    return models.status();
  }
}
