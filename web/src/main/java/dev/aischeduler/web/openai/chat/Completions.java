package dev.aischeduler.web.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.openai.call.Results;
import dev.aischeduler.web.openai.reply.Ids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chat completions, whole and in chunks, as documents. */
final class Completions {
  private Completions() {}

  /** The completion of jobs that have succeeded, each a choice. */
  static ObjectNode of(List<JobDetails> jobs, @Nullable JsonNode metadata) {
    Job first = jobs.get(0).job();
    ObjectNode body = head(first.id(), "chat.completion", first);
    ArrayNode choices = body.putArray("choices");
    for (JobDetails one : jobs) {
      choices.add(choice(choices.size(), one.job()));
    }
    body.set("usage", usage(jobs));
    if (metadata != null) {
      body.set("metadata", metadata);
    }
    return body;
  }

  /** A document without choices. */
  static ObjectNode head(UUID id, String object, Job job) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", Ids.COMPLETION + id)
        .put("object", object)
        .put("created", job.createdAt().getEpochSecond())
        .put("model", Results.model(job));
  }

  private static ObjectNode choice(int index, Job job) {
    JsonNode result = Results.of(job);
    ObjectNode choice = JsonNodeFactory.instance.objectNode().put("index", index);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    JsonNode calls = result.path("tool_calls");
    String text = result.path("text").asText();
    if (calls.isEmpty() || !text.isEmpty()) {
      message.put("content", text);
    } else {
      message.putNull("content");
    }
    message.putNull("refusal");
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    choice.putNull("logprobs");
    return choice.put("finish_reason", finish(job));
  }

  /** Why a text ended. */
  static String finish(Job job) {
    return Results.of(job).path("finish_reason").asText("stop");
  }

  /** Tokens of all choices; the prompt is the same for each and counts once. */
  static ObjectNode usage(List<JobDetails> jobs) {
    int prompt = Results.tokens(jobs.get(0).job(), "prompt_tokens");
    int made = jobs.stream().mapToInt(one -> Results.tokens(one.job(), "completion_tokens")).sum();
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt_tokens", prompt)
        .put("completion_tokens", made)
        .put("total_tokens", prompt + made);
  }
}
