package dev.aischeduler.engine.task;

import java.util.Map;

/**
 * The result document of a job.
 *
 * @param values snake_case keys, values that JSON can write, in the order to show them; holds
 *     {@code model}: the name of the model really used
 */
public record TaskResult(Map<String, Object> values) {}
