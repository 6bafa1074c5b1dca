package dev.aischeduler.jobs.image.pipeline;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.OutOfMemory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The denoising network of a pipeline. Thread-safe. */
public final class Unet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Unet.class);
  private static final String SAMPLE = "sample";
  private static final String TIMESTEP = "timestep";
  private static final String STATES = "encoder_hidden_states";

  private final OnnxPart graph;
  private final int channels;
  private final LatentSize.Choices sizes;
  private final boolean batches;
  private final boolean pairs;
  private final long[] timestepShape;

  private Unet(OnnxPart graph, JsonNode config, Device.Kind kind) throws IOException {
    this.graph = graph;
    long[] axes = graph.axes(SAMPLE);
    long[] time = graph.axes(TIMESTEP);
    if (axes.length != 4 || axes[0] > 1 || time.length > 1) {
      throw new IOException(
          graph.file() + " has a fixed batch or unknown axes; export it with a dynamic batch axis");
    }
    this.channels = axes[1] > 0 ? (int) axes[1] : config.path("in_channels").asInt(4);
    // Each block but the last halves the latents, so their sides must be divisible that often.
    int unit = 1 << Math.max(0, config.path("block_out_channels").size() - 1);
    int side = config.path("sample_size").asInt(64);
    this.sizes = new LatentSize.Choices(side, unit, (int) axes[3], (int) axes[2]);
    // A GPU computes two rows nearly as fast as one. A CPU takes twice as long, and two slices of
    // half the length let a chat in between.
    this.batches = axes[0] < 0;
    this.pairs = batches && kind == Device.Kind.GPU;
    this.timestepShape = time.length == 0 ? new long[0] : new long[] {1};
  }

  /**
   * Loads {@code unet/}.
   *
   * @param kind what runs it
   * @throws IOException when a file is missing or damaged; names it
   */
  public static Unet load(Path folder, OnnxRuntime runtime, Device.Kind kind) throws IOException {
    Path config = folder.resolve("unet/config.json");
    if (!Files.isRegularFile(config)) {
      throw new FileNotFoundException(config + " is missing; install the model again");
    }
    OnnxPart graph = OnnxPart.open(folder, "unet", Set.of(SAMPLE, TIMESTEP, STATES), runtime);
    try {
      return new Unet(graph, Json.mapper().readTree(config.toFile()), kind);
    } catch (IOException | RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** Channels of the latents. */
  public int channels() {
    return channels;
  }

  /** Sizes that it can denoise. */
  public LatentSize.Choices sizes() {
    return sizes;
  }

  /** Most pictures in one run; exports with a fixed batch axis take one. */
  public int maxRows() {
    return batches ? Integer.MAX_VALUE : 1;
  }

  /**
   * The prediction for one step of one picture or more with classifier-free guidance (Ho and
   * Salimans 2022): away from the negative prompts, towards the prompts.
   *
   * @param latents of all pictures one after the other, each channels by height by width of {@code
   *     size}
   * @param prompts of all pictures
   * @param guidance 1 or less ignores the negative prompts, at half the cost
   */
  public float[] predict(
      float[] latents,
      LatentSize size,
      double timestep,
      Prompts prompts,
      double guidance,
      RunContext context)
      throws OrtException, InterruptedException {
    Tensor time = new Tensor(new float[] {(float) timestep}, timestepShape);
    if (guidance <= 1) {
      return run(latents, size, time, prompts.positive(), context);
    }
    float[] both = pairs ? pair(latents, size, time, prompts, context) : null;
    float[] without;
    float[] with;
    if (both != null) {
      without = Arrays.copyOfRange(both, 0, latents.length);
      with = Arrays.copyOfRange(both, latents.length, both.length);
    } else {
      without = run(latents, size, time, prompts.negative(), context);
      with = run(latents, size, time, prompts.positive(), context);
    }
    for (int i = 0; i < with.length; i++) {
      with[i] = (float) (without[i] + guidance * (with[i] - without[i]));
    }
    return with;
  }

  /** Both prompts in one run; null when there is no memory for two at once. */
  private float @Nullable [] pair(
      float[] latents, LatentSize size, Tensor time, Prompts prompts, RunContext context)
      throws OrtException, InterruptedException {
    try {
      return run(twice(latents), size, time, prompts.pair(), context);
    } catch (OrtException e) {
      if (OutOfMemory.is(e)) {
        LOG.warn("no memory for both prompts at once; they run one by one: {}", e.getMessage());
        return null;
      }
      throw e;
    }
  }

  private float[] run(
      float[] latents, LatentSize size, Tensor time, Tensor states, RunContext context)
      throws OrtException, InterruptedException {
    int rows = latents.length / (channels * size.height() * size.width());
    Tensor sample = new Tensor(latents, rows, channels, size.height(), size.width());
    return graph.run(Map.of(SAMPLE, sample, TIMESTEP, time, STATES, states), context).values();
  }

  private static float[] twice(float[] values) {
    float[] two = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, two, values.length, values.length);
    return two;
  }

  @Override
  public void close() {
    graph.close();
  }
}
