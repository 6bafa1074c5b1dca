package dev.aischeduler.jobs.model;

import java.util.Map;

/** A model in memory; closing it frees its sessions and tensors. Thread-safe. */
public interface LoadedModel extends AutoCloseable {

  /** What is known of it since it was loaded, for people: {@code device, provider} and more. */
  default Map<String, Object> facts() {
    return Map.of();
  }

  @Override
  void close();
}
