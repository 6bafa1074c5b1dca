package dev.aischeduler.web.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.web.api.reply.JobErrors;
import dev.aischeduler.web.openai.call.Results;
import dev.aischeduler.web.openai.reply.Ids;
import java.util.Objects;

/** Responses as documents. */
final class Responses {
  private Responses() {}

  /**
   * A response.
   *
   * @param echo what it repeats of its request
   * @param job as it is now
   */
  static ObjectNode of(JsonNode echo, Job job) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", Ids.RESPONSE + job.id()).put("object", "response");
    body.put("created_at", job.createdAt().getEpochSecond());
    body.put("status", status(job));
    body.putNull("error").putNull("incomplete_details").putNull("instructions");
    body.putNull("max_output_tokens").putNull("previous_response_id");
    body.put("model", Results.model(job));
    JsonNode request = Results.request(job);
    body.set("temperature", request.path("temperature").deepCopy());
    body.set("top_p", request.path("top_p").deepCopy());
    body.putObject("text").putObject("format").put("type", "text");
    body.put("parallel_tool_calls", true).put("tool_choice", "auto").put("truncation", "disabled");
    body.putArray("tools");
    body.putObject("metadata");
    echo.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
    body.set("output", output(job));
    body.putNull("usage");
    end(body, job);
    // what was not said and is not known yet is missing there
    body.properties().stream()
        .filter(field -> field.getValue().isMissingNode())
        .toList()
        .forEach(field -> body.putNull(field.getKey()));
    return body;
  }

  private static void end(ObjectNode body, Job job) {
    if (job.status() == JobStatus.SUCCEEDED) {
      body.set("usage", usage(job));
      if (isCut(job)) {
        body.putObject("incomplete_details").put("reason", "max_output_tokens");
      }
    } else if (job.status() == JobStatus.FAILED) {
      body.putObject("error").put("code", "server_error").put("message", error(job));
    }
  }

  /** Why it failed. */
  private static String error(Job job) {
    return Objects.requireNonNullElse(job.errorMessage(), JobErrors.of(job).detail());
  }

  private static String status(Job job) {
    return switch (job.status()) {
      case SCHEDULED, QUEUED -> "queued";
      case RUNNING -> "in_progress";
      case SUCCEEDED -> isCut(job) ? "incomplete" : "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  /** Whether the text ended because it was long enough. */
  static boolean isCut(Job job) {
    return Results.of(job).path("finish_reason").asText().equals("length");
  }

  private static ObjectNode usage(Job job) {
    int input = Results.tokens(job, "prompt_tokens");
    int output = Results.tokens(job, "completion_tokens");
    ObjectNode usage = JsonNodeFactory.instance.objectNode().put("input_tokens", input);
    usage.putObject("input_tokens_details").put("cached_tokens", 0).put("cache_write_tokens", 0);
    usage.put("output_tokens", output);
    usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
    return usage.put("total_tokens", input + output);
  }

  /** What a job that has succeeded answered: a message, calls of functions, or both. */
  static ArrayNode output(Job job) {
    ArrayNode output = JsonNodeFactory.instance.arrayNode();
    if (job.status() != JobStatus.SUCCEEDED) {
      return output;
    }
    JsonNode result = Results.of(job);
    String text = result.path("text").asText();
    JsonNode calls = result.path("tool_calls");
    if (!text.isEmpty() || calls.isEmpty()) {
      ObjectNode message = message(job, isCut(job) ? "incomplete" : "completed");
      message.withArray("/content").add(part(text));
      output.add(message);
    }
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.get(i);
      output
          .addObject()
          .put("type", "function_call")
          .put("id", "fc_" + job.id() + "_" + i)
          .put("call_id", call.path("id").asText())
          .put("name", call.path("function").path("name").asText())
          .put("arguments", call.path("function").path("arguments").asText())
          .put("status", "completed");
    }
    return output;
  }

  /** A message without its parts. */
  static ObjectNode message(Job job, String status) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("type", "message").put("id", messageId(job)).put("role", "assistant");
    message.put("status", status).putArray("content");
    return message;
  }

  /** Id of the message of a response. */
  static String messageId(Job job) {
    return "msg_" + job.id();
  }

  /** A part of a message. */
  static ObjectNode part(String text) {
    ObjectNode part = JsonNodeFactory.instance.objectNode().put("type", "output_text");
    part.put("text", text).putArray("annotations");
    part.putArray("logprobs");
    return part;
  }
}
