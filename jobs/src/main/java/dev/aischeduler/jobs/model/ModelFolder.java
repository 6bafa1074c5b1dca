package dev.aischeduler.jobs.model;

import java.nio.file.Path;

/**
 * A folder of weights that an engine name resolved to.
 *
 * @param name name of the model really used, for example {@code llm-mini}
 * @param requested engine name that was asked for, for example {@code qwen2.5}
 * @param miniature true when the shipped miniature is used because the model is not installed
 */
public record ModelFolder(String name, String requested, Path path, boolean miniature) {}
