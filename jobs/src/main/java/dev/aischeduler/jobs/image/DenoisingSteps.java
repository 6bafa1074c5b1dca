package dev.aischeduler.jobs.image;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Micro-batching: one thread that runs all denoising steps of a model. Pictures of one {@link
 * BatchKey} that wait together become one batch, which keeps its pictures to the end, since they
 * must be at the same step. Between two steps the most urgent batch goes on, among equals the
 * oldest. A step that fails is tried again in halves, down to the picture that fails on its own.
 * Thread-safe.
 */
final class DenoisingLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DenoisingLoop.class);

  /**
   * Where nobody has set it; not measured. One on the CPU, whose cores one picture keeps busy:
   * there the miniature computed a tenth longer for each of four pictures together, twice as long
   * for each of eight.
   */
  private static final int USUAL_ON_GPU = 4;

  private final String model;
  private final Unet unet;
  private final NoiseSchedule schedule;
  private final Device device;
  private final int maxBatch;
  private final WaitingSketches waiting = new WaitingSketches();
  private final List<DenoisingBatch> active = new ArrayList<>();
  private final Thread thread;
  private volatile @Nullable DenoisingBatch running;
  private int limit;

  /**
   * Starts the thread.
   *
   * @param model name for the thread and the log
   * @param maxBatch most pictures of a batch; 0 for what usually pays on the device
   */
  DenoisingLoop(String model, Unet unet, NoiseSchedule schedule, Device device, int maxBatch) {
    this.model = model;
    this.unet = unet;
    this.schedule = schedule;
    this.device = device;
    int usual = device.kind() == Device.Kind.GPU ? USUAL_ON_GPU : 1;
    this.maxBatch = Math.min(unet.maxRows(), maxBatch > 0 ? maxBatch : usual);
    this.limit = this.maxBatch;
    this.thread = new Thread(this::run, "image-batch-" + model);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Hands over the pictures of one job, which then takes the steps from its easel.
   *
   * @throws IllegalStateException when the model is being closed
   */
  void submit(Easel easel, List<Sketch> sketches) {
    easel.whenLeft(this::someoneLeft);
    if (!waiting.add(sketches)) {
      throw closing();
    }
  }

  private IllegalStateException closing() {
    return new IllegalStateException("model " + model + " is being closed; try again");
  }

  private void someoneLeft() {
    DenoisingBatch batch = running;
    if (batch != null) {
      batch.stopIfDeserted();
    }
  }

  private void run() {
    try {
      while (active.isEmpty() ? waiting.await() : !waiting.closed()) {
        try {
          round();
        } catch (RuntimeException | Error e) {
          LOG.error("a step of model {} failed; its pictures end: {}", model, e.toString(), e);
          endAll(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("model {} is being closed", model);
    } finally {
      fail(waiting.close(), closing());
      endAll(closing());
    }
  }

  private void endAll(Throwable why) {
    for (DenoisingBatch batch : List.copyOf(active)) {
      fail(batch.sketches(), why);
      end(batch);
    }
  }

  private void round() throws InterruptedException {
    dropLeft();
    DenoisingBatch next = next();
    if (next != null) {
      step(next);
    }
  }

  private void dropLeft() {
    for (DenoisingBatch batch : List.copyOf(active)) {
      batch.dropLeft();
      if (batch.sketches().isEmpty()) {
        end(batch);
      }
    }
  }

  private @Nullable DenoisingBatch next() {
    DenoisingBatch best = null;
    for (DenoisingBatch batch : active) {
      best = best == null || batch.priority() > best.priority() ? batch : best;
    }
    Sketch first = waiting.first();
    if (first == null || (best != null && best.priority() >= first.easel().priority())) {
      return best;
    }
    limit = best == null ? maxBatch : limit;
    List<Sketch> sketches = waiting.poll(first.key(), limit);
    try {
      DenoisingBatch begun = DenoisingBatch.begin(sketches, schedule);
      active.add(begun);
      return begun;
    } catch (OrtException | RuntimeException | OutOfMemoryError e) {
      fail(sketches, e);
      return best;
    }
  }

  private void step(DenoisingBatch batch) throws InterruptedException {
    running = batch;
    try {
      if (!batch.isDeserted()) {
        batch.step(unet, device);
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
    List<Sketch> sketches = batch.sketches();
    if (sketches.size() > 1 && !batch.isDeserted()) {
      try {
        active.addAll(active.indexOf(batch), batch.halves());
        limit = (sketches.size() + 1) / 2;
        LOG.warn(
            "a step of {} pictures failed and is tried in halves: {}",
            sketches.size(),
            why.getMessage());
        end(batch);
        return;
      } catch (OrtException | RuntimeException | OutOfMemoryError e) {
        why.addSuppressed(e);
      }
    }
    fail(sketches, why);
    end(batch);
  }

  private void end(DenoisingBatch batch) {
    active.remove(batch);
    batch.close();
  }

  private static void fail(List<Sketch> sketches, Throwable why) {
    sketches.forEach(sketch -> sketch.easel().fail(why));
  }

  /** Ends the thread after the step under way; pictures that are not finished fail. */
  @Override
  public void close() {
    fail(waiting.close(), closing());
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
