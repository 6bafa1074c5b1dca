package dev.aischeduler.jobs.image.denoising;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.image.pipeline.Unet;
import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import dev.aischeduler.jobs.step.Steps;
import dev.aischeduler.jobs.step.WaitingWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Micro-batching: the denoising steps of a model. Pictures of one {@link BatchKey} that wait
 * together become one batch, which keeps its pictures to the end, since they must be at the same
 * step. Between two steps the batch of the highest priority runs next, among equals the oldest. A
 * step that fails is tried again in halves, down to the picture that fails on its own. Confined to
 * the model's thread.
 */
public final class DenoisingSteps implements Steps<DenoisingWork> {
  private static final Logger LOG = LoggerFactory.getLogger(DenoisingSteps.class);

  /**
   * Where nobody has set it; not measured. One on the CPU, whose cores one picture keeps busy:
   * there the miniature computed a tenth longer for each of four pictures together, twice as long
   * for each of eight.
   */
  private static final int USUAL_ON_GPU = 4;

  private final Unet unet;
  private final NoiseSchedule schedule;
  private final Device device;
  private final TaskType lane;
  private final int maxBatch;
  private final List<DenoisingBatch> active = new ArrayList<>();
  private volatile @Nullable DenoisingBatch running;
  private int limit;

  /**
   * Nothing under way yet.
   *
   * @param lane whose device time the steps use
   * @param maxBatch most pictures of a batch; 0 for the usual number on the device
   */
  public DenoisingSteps(
      Unet unet, NoiseSchedule schedule, Device device, TaskType lane, int maxBatch) {
    this.unet = unet;
    this.schedule = schedule;
    this.device = device;
    this.lane = lane;
    int usual = device.kind() == Device.Kind.GPU ? USUAL_ON_GPU : 1;
    this.maxBatch = Math.min(unet.maxRows(), maxBatch > 0 ? maxBatch : usual);
    this.limit = this.maxBatch;
  }

  @Override
  public boolean active() {
    return !active.isEmpty();
  }

  @Override
  public void endAll(Throwable why) {
    for (DenoisingBatch batch : List.copyOf(active)) {
      fail(batch.pictures(), why);
      end(batch);
    }
  }

  @Override
  public void step(WaitingWork<DenoisingWork> waiting) throws InterruptedException {
    dropCancelled();
    DenoisingBatch next = next(waiting);
    if (next != null) {
      step(next);
    }
  }

  private void dropCancelled() {
    for (DenoisingBatch batch : List.copyOf(active)) {
      batch.dropCancelled();
      if (batch.pictures().isEmpty()) {
        end(batch);
      }
    }
  }

  private @Nullable DenoisingBatch next(WaitingWork<DenoisingWork> waiting) {
    DenoisingBatch best = null;
    for (DenoisingBatch batch : active) {
      best = best == null || batch.priority() > best.priority() ? batch : best;
    }
    DenoisingWork first = waiting.first();
    if (first == null || (best != null && best.priority() >= first.priority())) {
      return best;
    }
    limit = best == null ? maxBatch : limit;
    List<DenoisingWork> pictures =
        waiting.take(picture -> picture.key().equals(first.key()), limit);
    pictures.forEach(picture -> picture.results().onCancel(this::pictureCancelled));
    try {
      DenoisingBatch begun = DenoisingBatch.begin(pictures, schedule);
      active.add(begun);
      return begun;
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      fail(pictures, e);
      return best;
    }
  }

  /** On the thread of a job. */
  private void pictureCancelled() {
    DenoisingBatch batch = running;
    if (batch != null) {
      batch.stopIfAllCancelled();
    }
  }

  private void step(DenoisingBatch batch) throws InterruptedException {
    running = batch;
    try {
      if (!batch.allCancelled()) {
        batch.step(unet, device, lane);
      }
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      shrink(batch, e);
    } finally {
      running = null;
    }
    if (batch.isFinished()) {
      end(batch);
    }
  }

  private void shrink(DenoisingBatch batch, Throwable why) {
    List<DenoisingWork> pictures = batch.pictures();
    if (pictures.size() > 1 && !batch.allCancelled()) {
      try {
        active.addAll(active.indexOf(batch), batch.halves());
        limit = (pictures.size() + 1) / 2;
        LOG.warn(
            "a step of {} pictures failed and is tried in halves: {}",
            pictures.size(),
            why.getMessage());
        end(batch);
        return;
      } catch (OrtException | RuntimeException | OutOfMemoryError e) {
        why.addSuppressed(e);
      }
    }
    fail(pictures, why);
    end(batch);
  }

  private void end(DenoisingBatch batch) {
    active.remove(batch);
    batch.close();
  }

  private static void fail(List<DenoisingWork> pictures, Throwable why) {
    pictures.forEach(picture -> picture.fail(why));
  }
}
