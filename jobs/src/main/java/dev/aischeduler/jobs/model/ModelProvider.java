package dev.aischeduler.jobs.model;

import dev.aischeduler.engine.device.Device;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The execution providers that the sessions of one model really run on. A session that CUDA refuses
 * runs on the CPU, and the reason is kept. Thread-safe.
 */
public final class ModelProvider {
  private final String device;
  private final AtomicInteger onCuda = new AtomicInteger();
  private final AtomicInteger onCpu = new AtomicInteger();
  private volatile String fallback = "";

  /**
   * Nothing is open yet.
   *
   * @param device name of the device that the model was given
   */
  ModelProvider(String device) {
    this.device = device;
  }

  /** For a model without a device of its own, which runs on the CPU. */
  static ModelProvider cpu() {
    return new ModelProvider("cpu");
  }

  /** For a model on this device. */
  static ModelProvider on(Device device) {
    return new ModelProvider(device.name());
  }

  /** A session was opened on CUDA. */
  void openedOnCuda() {
    onCuda.incrementAndGet();
  }

  /** A session was opened on the CPU. */
  void openedOnCpu() {
    onCpu.incrementAndGet();
  }

  /** CUDA refused a session. */
  void refused(String reason) {
    fallback = reason;
  }

  /** Execution provider of the open sessions: {@code cpu}, {@code cuda} or {@code cuda+cpu}. */
  public String name() {
    if (onCuda.get() == 0) {
      return "cpu";
    }
    return onCpu.get() == 0 ? "cuda" : "cuda+cpu";
  }

  /** Why a session runs on the CPU though the device is a GPU; empty when none does. */
  public String fallback() {
    return fallback;
  }

  /** Facts for people: {@code device, provider} and, if any, {@code provider_note}. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("device", device);
    facts.put("provider", name());
    if (!fallback.isEmpty()) {
      facts.put("provider_note", fallback);
    }
    return facts;
  }
}
