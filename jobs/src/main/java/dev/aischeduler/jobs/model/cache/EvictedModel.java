package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.jobs.model.LoadedModel;
import dev.aischeduler.jobs.model.cache.admission.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that was taken out of the cache and is to be closed outside of its lock.
 *
 * @param why for the log
 */
record EvictedModel(String name, LoadedModel model, long bytes, String why) {
  private static final Logger LOG = LoggerFactory.getLogger(EvictedModel.class);

  /** Frees its memory; a model that cannot be closed is logged. */
  void close() {
    try {
      model.close();
      LOG.info("model {} freed, {}: {}", name, Admission.mib(bytes), why);
    } catch (RuntimeException e) {
      LOG.warn("model {} could not be freed: {}", name, e.toString(), e);
    }
  }
}
