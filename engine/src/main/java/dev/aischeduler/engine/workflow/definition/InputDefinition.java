package dev.aischeduler.engine.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.engine.workflow.template.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A value that a workflow is started with.
 *
 * @param otherwise its value when none is given; null when one must be given
 */
public record InputDefinition(
    String name, ValueType type, @Nullable JsonNode otherwise, @Nullable String description) {}
