package dev.aischeduler.config;

/**
 * A whole-number setting that only the lane of one task type has, {@code lanes.<lane>.<name>}.
 *
 * @param name last part of its path
 * @param defaultValue the default
 * @param min smallest allowed value
 * @param max largest allowed value
 * @param doc what it does, one sentence
 */
public record LaneOption(String name, long defaultValue, long min, long max, String doc) {}
