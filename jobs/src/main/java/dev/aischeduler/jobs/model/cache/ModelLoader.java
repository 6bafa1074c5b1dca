package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.DeviceAllocation;
import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.ModelFolder;
import java.io.IOException;

/**
 * Makes the models of one task type. Thread-safe.
 *
 * @param <T> the loaded model
 */
public interface ModelLoader<T extends LoadedModel> {

  /**
   * Size of the weights on disk, in bytes: the least that the model takes.
   *
   * @throws IOException when they cannot be found
   */
  long weightsBytes(ModelFolder folder) throws IOException;

  /**
   * Loads a model; called once for each load, on a thread of its own.
   *
   * @param allocation where it runs and what it may take there
   * @throws Exception names the file that is missing or unusable
   */
  T load(ModelFolder folder, DeviceAllocation allocation) throws Exception;
}
