package dev.aischeduler.jobs.image;

import dev.aischeduler.jobs.image.pipeline.PromptTokenizer;
import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import dev.aischeduler.jobs.model.ModelLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The files of an image model: the folders of a diffusers ONNX pipeline. */
final class ImageLayout implements ModelLayout {
  private static final String INDEX = "model_index.json";
  private static final Set<String> FOLDERS =
      Set.of("text_encoder", "tokenizer", "unet", "vae_decoder", "scheduler");
  private static final Set<String> ROOT_FILES = Set.of(INDEX, GenerationDefaults.FILE);
  private static final List<String> REQUIRED =
      List.of(
          ImageModel.SCHEDULER,
          "text_encoder/model.onnx",
          "unet/config.json",
          "unet/model.onnx",
          "vae_decoder/model.onnx");
  private static final int SOME_TOKENS = 77;

  @Override
  public boolean matches(Path folder) {
    return Files.isDirectory(folder.resolve("unet")) || Files.isRegularFile(folder.resolve(INDEX));
  }

  @Override
  public void check(Path folder) throws IOException {
    for (String name : REQUIRED) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new FileNotFoundException(
            folder.resolve(name) + " is missing; install the model again");
      }
    }
    NoiseSchedule.read(folder.resolve(ImageModel.SCHEDULER));
    GenerationDefaults.read(folder);
    PromptTokenizer.read(folder.resolve("tokenizer"), SOME_TOKENS).close();
  }

  @Override
  public boolean holdsWeights(String path) {
    return FOLDERS.contains(path.split("/", 2)[0]);
  }

  @Override
  public boolean holdsCompanion(String path, String graph) {
    return holdsWeights(path) || ROOT_FILES.contains(path);
  }

  @Override
  public boolean severalGraphs() {
    return true;
  }
}
