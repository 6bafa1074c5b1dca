package dev.aischeduler.jobs.residency;

import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceMemory;

/**
 * A device that holds models.
 *
 * @param budgets what each lane may hold of it
 * @param book what is known of models on it
 */
public record Place(Device device, DeviceMemory memory, LaneBudgets budgets, ModelBook book) {}
