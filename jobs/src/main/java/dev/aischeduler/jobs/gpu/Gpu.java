package dev.aischeduler.jobs.gpu;

import org.jspecify.annotations.Nullable;

/**
 * One NVIDIA GPU at one moment.
 *
 * @param index place in the driver's list, in the order of the PCI bus, from 0
 * @param uuid its own name for good, for example {@code GPU-6fb1c9a0-...}
 * @param name product name, for example {@code NVIDIA H100 80GB HBM3}
 * @param memoryTotal bytes
 * @param memoryUsed bytes held by all processes and the driver
 * @param utilisation percent of the last moment in which a kernel ran, 0..100; null where the
 *     driver does not tell
 * @param computeCapability generation, for example {@code 9.0}
 */
public record Gpu(
    int index,
    String uuid,
    String name,
    long memoryTotal,
    long memoryUsed,
    @Nullable Integer utilisation,
    String computeCapability) {}
