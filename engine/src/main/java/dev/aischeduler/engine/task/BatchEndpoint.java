package dev.aischeduler.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Which lines of an OpenAI batch are requests of a task type, and what they are answered.
 *
 * @param url of the line, for example {@code /v1/embeddings}
 * @param request turns the line's body into the fields of a request of the type; fields that have
 *     no counterpart stay as they are, so that they are refused by name. Throws {@link
 *     InvalidRequestException} for a value that cannot be turned.
 * @param answer makes the body of a line's answer, in the shape that the url has, of what became of
 *     a job that succeeded
 */
public record BatchEndpoint(
    String url, UnaryOperator<ObjectNode> request, Function<Done, ObjectNode> answer) {

  /**
   * A job that succeeded.
   *
   * @param created when it was submitted
   * @param result its result document
   * @param files what it made
   */
  public record Done(UUID job, Instant created, JsonNode result, List<File> files) {}

  /**
   * A file that a job made.
   *
   * @param path where a client gets it
   */
  public record File(String name, String mediaType, String path) {}
}
