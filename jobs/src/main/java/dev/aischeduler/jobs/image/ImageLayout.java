package dev.aischeduler.jobs.image;

import dev.aischeduler.jobs.image.sampler.NoiseSchedule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a folder must hold to be an image model here. */
public final class ImageLayout {
  private static final List<String> FILES =
      List.of(
          ImageModel.SCHEDULER,
          "text_encoder/model.onnx",
          "unet/config.json",
          "unet/model.onnx",
          "vae_decoder/model.onnx");
  private static final int SOME_TOKENS = 77;

  private ImageLayout() {}

  /**
   * Checks a folder without loading its weights: files, noise schedule, tokenizer.
   *
   * @throws IOException names the file that is missing or unusable, and the remedy
   */
  public static void check(Path folder) throws IOException {
    for (String name : FILES) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new FileNotFoundException(
            folder.resolve(name) + " is missing; install the model again");
      }
    }
    NoiseSchedule.read(folder.resolve(ImageModel.SCHEDULER));
    GenerationDefaults.read(folder);
    PromptTokenizer.read(folder.resolve("tokenizer"), SOME_TOKENS).close();
  }
}
