package dev.aischeduler.jobs.tts;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.WeightFiles;
import dev.aischeduler.jobs.model.cache.ModelLoader;
import dev.aischeduler.jobs.tts.voice.Voice;
import java.io.IOException;

/** Loads voices. */
record VoiceLoader(OnnxRuntime runtime) implements ModelLoader<Voice> {

  @Override
  public long weightsBytes(ModelFolder folder) throws IOException {
    return WeightFiles.bytes(Voice.weightsOf(folder.path()));
  }

  @Override
  public Voice load(ModelFolder folder, DeviceAllocation allocation)
      throws IOException, OrtException {
    return Voice.open(folder.path(), runtime.on(allocation.device(), allocation.memoryBytes()));
  }
}
