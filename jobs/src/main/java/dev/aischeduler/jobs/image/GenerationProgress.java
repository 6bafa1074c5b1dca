package dev.aischeduler.jobs.image;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.jobs.image.picture.Lanczos;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.image.picture.Png;
import java.util.Base64;
import java.util.Map;

/** Publishes the progress of the pictures, and a few previews of each. */
final class GenerationProgress {
  private static final int PREVIEWS = 4;
  private static final int PREVIEW_SIDE = 128;

  private final TaskContext context;
  private final GenerationPlan plan;
  private final LatentColours colours;
  private int done;

  GenerationProgress(TaskContext context, GenerationPlan plan, LatentColours colours) {
    this.context = context;
    this.plan = plan;
    this.colours = colours;
  }

  /**
   * After a step.
   *
   * @param image index of the picture, from 0
   * @param step steps done of it, from 1
   * @param clean its latents as estimated now
   */
  void step(int image, int step, float[] clean) {
    int images = plan.seeds().size();
    int steps = plan.steps();
    String note = "step " + step + "/" + steps;
    context.progress(
        (double) ++done / (steps * images),
        images == 1 ? note : "picture " + (image + 1) + "/" + images + ", " + note);
    if (PREVIEWS * step / steps > PREVIEWS * (step - 1) / steps) {
      byte[] png = Png.write(preview(clean), Map.of());
      context.emit(
          "preview",
          Map.of(
              "image", image, "step", step, "png_base64", Base64.getEncoder().encodeToString(png)));
    }
  }

  private Picture preview(float[] clean) {
    double scale = (double) PREVIEW_SIDE / Math.max(plan.width(), plan.height());
    return Lanczos.resize(
        colours.picture(clean, plan.latents()),
        (int) Math.max(1, Math.round(plan.width() * scale)),
        (int) Math.max(1, Math.round(plan.height() * scale)),
        plan.fit());
  }
}
