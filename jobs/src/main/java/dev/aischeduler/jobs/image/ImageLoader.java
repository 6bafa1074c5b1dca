package dev.aischeduler.jobs.image;

import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.WeightFiles;
import dev.aischeduler.jobs.model.cache.ModelLoader;
import java.io.IOException;
import java.util.List;

/**
 * Loads image models.
 *
 * @param maxBatch most pictures in one step; 0 for what usually pays on the device
 */
record ImageLoader(OnnxRuntime runtime, int maxBatch) implements ModelLoader<ImageModel> {
  private static final List<String> PARTS = List.of("text_encoder", "unet", "vae_decoder");

  @Override
  public long weightsBytes(ModelFolder folder) throws IOException {
    long bytes = 0;
    for (String part : PARTS) {
      bytes += WeightFiles.bytes(folder.path().resolve(part).resolve("model.onnx"));
    }
    return bytes;
  }

  @Override
  public ImageModel load(ModelFolder folder, DeviceAllocation allocation) throws IOException {
    return ImageModel.load(
        folder,
        runtime.on(allocation.device(), allocation.memoryBytes()),
        allocation.device(),
        maxBatch);
  }
}
