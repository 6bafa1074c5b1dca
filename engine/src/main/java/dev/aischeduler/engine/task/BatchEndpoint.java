package dev.aischeduler.engine.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Which lines of an OpenAI batch are requests of a task type.
 *
 * @param url of the line, for example {@code /v1/embeddings}
 * @param request turns the line's body into the fields of a request of the type; fields that have
 *     no counterpart stay as they are, so that they are refused by name. Throws {@link
 *     InvalidRequestException} for a value that cannot be turned.
 */
public record BatchEndpoint(String url, UnaryOperator<ObjectNode> request) {}
