package dev.aischeduler.jobs.model;

/** A model in memory; closing it frees its sessions and tensors. Thread-safe. */
public interface LoadedModel extends AutoCloseable {
  @Override
  void close();
}
