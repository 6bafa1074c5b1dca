package dev.aischeduler.jobs.image.pipeline;

import ai.onnxruntime.OrtException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.image.picture.Picture;
import dev.aischeduler.jobs.model.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The decoder of a pipeline's variational autoencoder: latents to pixels. Thread-safe. */
public final class VaeDecoder implements AutoCloseable {
  private static final String LATENTS = "latent_sample";

  /** Of Stable Diffusion 1.x and 2.x. */
  private static final double SCALING_FACTOR = 0.18215;

  private final OnnxPart graph;
  private final double scalingFactor;

  private VaeDecoder(OnnxPart graph, double scalingFactor) {
    this.graph = graph;
    this.scalingFactor = scalingFactor;
  }

  /**
   * Loads {@code vae_decoder/}; its {@code config.json} may be missing.
   *
   * @throws IOException when a file is missing or damaged; names it
   */
  public static VaeDecoder load(Path folder, OnnxRuntime runtime) throws IOException {
    Path config = folder.resolve("vae_decoder/config.json");
    double factor = SCALING_FACTOR;
    if (Files.isRegularFile(config)) {
      factor =
          Json.mapper().readTree(config.toFile()).path("scaling_factor").asDouble(SCALING_FACTOR);
    }
    return new VaeDecoder(OnnxPart.open(folder, "vae_decoder", Set.of(LATENTS), runtime), factor);
  }

  /** The picture of finished latents. */
  public Picture decode(float[] latents, LatentSize size, RunContext context)
      throws OrtException, InterruptedException {
    float[] scaled = new float[latents.length];
    for (int i = 0; i < latents.length; i++) {
      scaled[i] = (float) (latents[i] / scalingFactor);
    }
    int channels = latents.length / (size.width() * size.height());
    Tensor pixels =
        graph.run(
            Map.of(LATENTS, new Tensor(scaled, 1, channels, size.height(), size.width())), context);
    float[] planes = new float[pixels.values().length];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = pixels.values()[i] / 2 + 0.5f;
    }
    return new Picture((int) pixels.shape()[3], (int) pixels.shape()[2], planes);
  }

  @Override
  public void close() {
    graph.close();
  }
}
