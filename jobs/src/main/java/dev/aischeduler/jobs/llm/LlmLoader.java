package dev.aischeduler.jobs.llm;

import dev.aischeduler.config.Settings;
import dev.aischeduler.jobs.llm.batch.Batching;
import dev.aischeduler.jobs.llm.decoder.LlmWeights;
import dev.aischeduler.jobs.model.Allotment;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.WeightFiles;
import dev.aischeduler.jobs.residency.ModelLoader;
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
  public LlmModel load(ModelFolder folder, Allotment allotment) throws Exception {
    Batching batching =
        new Batching(
            lane.option(LlmTask.MAX_BATCH),
            lane.option(LlmTask.MAX_BATCH_TOKENS),
            allotment.device(),
            allotment.relief());
    return LlmModel.load(folder, runtime.on(allotment.device(), allotment.memoryBytes()), batching);
  }
}
