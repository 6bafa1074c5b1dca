package dev.aischeduler.jobs.image;

import dev.aischeduler.config.LaneOption;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.task.TaskModule;
import java.util.List;

/** The task type {@code image}: pictures by a diffusion model. */
public final class ImageTask implements TaskModule {
  /** Its name. */
  public static final TaskType TYPE = new TaskType("image");

  /** Most pictures that one model denoises together; 0 for what usually pays on its device. */
  static final String MAX_BATCH = "max_batch";

  @Override
  public TaskTypeSpec spec() {
    return new TaskTypeSpec(
        TYPE,
        "Image model",
        "gpu",
        new TaskTypeSpec.LaneDefaults(3, 1, 900),
        "sd1.5-turbo",
        30,
        List.of(
            new LaneOption(
                MAX_BATCH,
                0,
                0,
                64,
                "Most pictures of equal size, steps, sampler and guidance that a model draws"
                    + " together, of one job or, as far as lanes.image.max_concurrent lets several"
                    + " run, of several; 0 for what usually pays: 4 on a GPU, 1 on the CPU.")));
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("generate", false, false);
  }

  @Override
  public ModelLayout layout() {
    return new ImageLayout();
  }

  @Override
  public Served open(Parts parts) {
    ImageHandler handler =
        new ImageHandler(
            parts.settings(), parts.catalogue(), parts.runtime(), parts.cache(), parts.heap());
    return new Served(handler, handler.models(), () -> {});
  }
}
