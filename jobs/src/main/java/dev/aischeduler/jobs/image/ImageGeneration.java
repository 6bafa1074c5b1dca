package dev.aischeduler.jobs.image;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.jobs.image.picture.Lanczos;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.image.sampler.GaussianNoise;
import dev.aischeduler.jobs.image.sampler.Sampler;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the pictures of one plan: encode the prompts, denoise, decode, resize, one picture after
 * the other. Runs on the calling thread; any number may run at once over one model.
 */
final class ImageGeneration {
  private final ImageModel model;
  private final TaskContext context;
  private final DrawingPlan plan;
  private final Sampler sampler;
  private final Progress progress;
  private long denoisingNanos;

  ImageGeneration(ImageModel model, TaskContext context, DrawingPlan plan) {
    this.model = model;
    this.context = context;
    this.plan = plan;
    this.sampler = plan.sampler().sampler(model.schedule(), plan.steps());
    this.progress = new Progress(context, plan, model.defaults().preview());
  }

  /**
   * Draws; once.
   *
   * @throws TaskStoppedException when the attempt must stop; a run under way is interrupted
   * @throws OrtException when the model cannot be run
   */
  Drawing draw() throws TaskStoppedException, OrtException, InterruptedException {
    try (RunInterrupt interrupt = new RunInterrupt()) {
      context.onStop(interrupt::stop);
      context.checkCancelled();
      Turn turn = new Turn(model.device(), context.priority(), interrupt.options());
      Conditioning positive = model.text().encode(plan.prompt(), turn);
      Conditioning negative = model.text().encode(plan.negativePrompt(), turn);
      Prompts prompts = Prompts.of(negative.states(), positive.states());
      List<Picture> pictures = new ArrayList<>();
      Picture drawn = null;
      for (int i = 0; i < plan.seeds().size(); i++) {
        float[] latents = denoise(i, prompts, turn);
        context.checkCancelled();
        drawn = model.decoder().decode(latents, plan.latents(), turn);
        pictures.add(Lanczos.resize(drawn, plan.width(), plan.height(), plan.fit()));
      }
      if (drawn == null) {
        throw new IllegalArgumentException("a plan needs at least one seed");
      }
      return new Drawing(
          pictures,
          drawn.width(),
          drawn.height(),
          positive.truncated(),
          denoisingNanos / 1e9 / plan.steps() / pictures.size());
    } catch (OrtException | InterruptedException e) {
      // Whoever is stopped is interrupted, also in a run; then the stop is the reason.
      context.checkCancelled();
      throw e;
    }
  }

  private float[] denoise(int image, Prompts prompts, Turn turn)
      throws TaskStoppedException, OrtException, InterruptedException {
    LatentSize size = plan.latents();
    int count = model.unet().channels() * size.width() * size.height();
    float[] latents = sampler.start(GaussianNoise.of(plan.seeds().get(image), count));
    for (int step = 0; step < sampler.steps(); step++) {
      context.checkCancelled();
      Sampler.Step next = step(latents, step, prompts, turn);
      latents = next.latents();
      progress.step(image, step + 1, next.clean());
    }
    return latents;
  }

  /** One denoising step. */
  private Sampler.Step step(float[] latents, int step, Prompts prompts, Turn turn)
      throws OrtException, InterruptedException {
    long start = System.nanoTime();
    float[] output =
        model
            .unet()
            .predict(
                sampler.input(latents, step),
                plan.latents(),
                sampler.timestep(step),
                prompts,
                plan.guidance(),
                turn);
    Sampler.Step next = sampler.step(output, latents, step);
    denoisingNanos += System.nanoTime() - start;
    return next;
  }
}
