package dev.aischeduler.jobs.llm;

import dev.aischeduler.config.Settings;
import dev.aischeduler.jobs.llm.batch.Batching;
import dev.aischeduler.jobs.llm.decoder.LlmWeights;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.WeightFiles;
import dev.aischeduler.jobs.model.cache.ModelLoader;
import java.io.IOException;

/**
 * Loads language models.
 *
 * @param lane how their sequences share the steps
 */
record LlmLoader(OnnxRuntime runtime, Settings.Lane lane) implements ModelLoader<LlmModel> {

  @Override
  public long weightsBytes(ModelFolder folder) throws IOException {
    return WeightFiles.bytes(LlmWeights.find(folder.path()));
  }

  @Override
  public LlmModel load(ModelFolder folder, DeviceAllocation allocation) throws Exception {
    Batching batching =
        new Batching(
            LlmTask.TYPE,
            lane.option(LlmTask.MAX_BATCH),
            lane.option(LlmTask.MAX_BATCH_TOKENS),
            allocation.device(),
            allocation.reclaimer());
    return LlmModel.load(
        folder, runtime.on(allocation.device(), allocation.memoryBytes()), batching);
  }
}
