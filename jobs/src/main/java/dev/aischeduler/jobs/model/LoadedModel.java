package dev.aischeduler.jobs.model;

import java.util.Map;

/** A model in memory; closing it frees its sessions and tensors. Thread-safe. */
public interface LoadedModel extends AutoCloseable {
  /**
   * Runs it once, so that the next job finds everything warm and a graph that cannot run is found
   * at load.
   *
   * @throws Exception when it cannot be run
   */
  void prewarm() throws Exception;

  /** What is known of it since it was loaded, for people: {@code device, provider} and more. */
  default Map<String, Object> facts() {
    return Map.of();
  }

  @Override
  void close();
}
