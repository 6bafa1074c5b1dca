package dev.aischeduler.jobs.image;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.jobs.image.denoising.BatchKey;
import dev.aischeduler.jobs.image.denoising.DenoisingWork;
import dev.aischeduler.jobs.image.denoising.StepResults;
import dev.aischeduler.jobs.image.picture.Lanczos;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.image.pipeline.Conditioning;
import dev.aischeduler.jobs.image.pipeline.LatentSize;
import dev.aischeduler.jobs.image.pipeline.Prompts;
import dev.aischeduler.jobs.image.pipeline.RunContext;
import dev.aischeduler.jobs.image.sampler.GaussianNoise;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Generates the pictures of one plan: encodes the prompts, submits the pictures to the model's
 * thread, publishes progress and previews, decodes and resizes them. Runs on the calling thread;
 * any number may run at once over one model.
 */
final class ImageGeneration {
  private final ImageModel model;
  private final TaskContext context;
  private final GenerationPlan plan;
  private final GenerationProgress progress;
  private long denoisingNanos;
  private int nativeWidth;
  private int nativeHeight;

  ImageGeneration(ImageModel model, TaskContext context, GenerationPlan plan) {
    this.model = model;
    this.context = context;
    this.plan = plan;
    this.progress = new GenerationProgress(context, plan, model.defaults().preview());
  }

  /**
   * Draws; once.
   *
   * @throws TaskStoppedException when the attempt must stop; a run under way is interrupted
   * @throws OrtException when the model cannot be run
   * @throws InterruptedException when the thread is interrupted without a stop
   */
  GenerationResult draw() throws TaskStoppedException, OrtException, InterruptedException {
    try (RunInterrupt interrupt = new RunInterrupt()) {
      context.onStop(interrupt::stop);
      context.checkCancelled();
      RunContext run =
          new RunContext(model.device(), ImageTask.TYPE, context.priority(), interrupt.options());
      Conditioning positive;
      Conditioning negative;
      try (TraceSpan part = context.part("encode prompt")) {
        positive = model.text().encode(plan.prompt(), run);
        negative = model.text().encode(plan.negativePrompt(), run);
        part.put("ai_scheduler.prompts", 2);
      }
      Prompts prompts = Prompts.of(negative.states(), positive.states());
      List<Picture> drawn = pictures(prompts, run);
      return new GenerationResult(
          drawn,
          nativeWidth,
          nativeHeight,
          positive.truncated(),
          negative.truncated(),
          denoisingNanos / 1e9 / plan.steps() / drawn.size());
    } catch (OrtException | InterruptedException e) {
      // A stop interrupts the thread and the run; then the stop is reported, not the interruption.
      context.checkCancelled();
      throw e;
    }
  }

  private List<Picture> pictures(Prompts prompts, RunContext run)
      throws TaskStoppedException, OrtException, InterruptedException {
    StepResults results = new StepResults(context.priority());
    context.onStop(results::cancel);
    @Nullable Picture[] finished = new Picture[plan.seeds().size()];
    try {
      model.denoise(pictures(results, prompts));
      for (int missing = finished.length; missing > 0; ) {
        context.checkCancelled();
        StepResults.StepResult result = results.take();
        context.checkCancelled();
        denoisingNanos += result.nanos();
        trace(result);
        progress.step(result.image(), result.step(), result.clean());
        if (result.last()) {
          context.checkCancelled();
          finished[result.image()] = finished(result, run);
          missing--;
        }
      }
    } finally {
      results.cancel();
    }
    return Arrays.stream(finished).map(Objects::requireNonNull).toList();
  }

  private void trace(StepResults.StepResult result) {
    // results may have waited for this thread
    Duration ago = Duration.ofNanos(System.nanoTime() - result.start());
    try (TraceSpan step = context.part("denoise step", ago)) {
      step.put("ai_scheduler.step", result.step())
          .put("ai_scheduler.steps", plan.steps())
          .put("ai_scheduler.picture", result.image() + 1);
    }
  }

  private Picture finished(StepResults.StepResult result, RunContext run)
      throws OrtException, InterruptedException {
    Picture drawn;
    try (TraceSpan part = context.part("decode picture")) {
      part.put("ai_scheduler.picture", result.image() + 1);
      drawn = model.decoder().decode(result.latents(), plan.latents(), run);
    }
    nativeWidth = drawn.width();
    nativeHeight = drawn.height();
    return Lanczos.resize(drawn, plan.width(), plan.height(), plan.fit());
  }

  private List<DenoisingWork> pictures(StepResults results, Prompts prompts) {
    LatentSize size = plan.latents();
    int count = model.unet().channels() * size.width() * size.height();
    BatchKey key = plan.batchKey();
    return IntStream.range(0, plan.seeds().size())
        .mapToObj(
            image -> {
              float[] noise = GaussianNoise.of(plan.seeds().get(image), count);
              return new DenoisingWork(results, image, key, prompts, noise);
            })
        .toList();
  }
}
