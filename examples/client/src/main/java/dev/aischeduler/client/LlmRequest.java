package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a language model; null leaves the choice to the server.
 *
 * @param prompt what the user says; or {@code messages}
 * @param messages a whole conversation, oldest first
 * @param system instructions ahead of the conversation
 * @param model engine name or installed model
 * @param temperature 0..2; 0 always takes the likeliest token
 * @param topP draw only from the likeliest tokens that together have this probability
 * @param topK draw only from this many likeliest tokens; 0 for no limit
 * @param repetitionPenalty above 1 makes repeated tokens less likely
 * @param seed same seed and request give the same text
 * @param maxTokens longest answer
 * @param stop texts that end the answer
 * @param responseFormat what the text must be, such as a JSON Schema
 * @param tools functions that the model may call
 * @param toolChoice whether they are called
 * @param parallelToolCalls false: at most one call in an answer
 */
public record LlmRequest(
    @Nullable String prompt,
    @Nullable List<Message> messages,
    @Nullable String system,
    @Nullable String model,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Double repetitionPenalty,
    @Nullable Long seed,
    @Nullable Integer maxTokens,
    @Nullable List<String> stop,
    @Nullable JsonNode responseFormat,
    @Nullable JsonNode tools,
    @Nullable JsonNode toolChoice,
    @Nullable Boolean parallelToolCalls,
    @JsonUnwrapped JobOptions options)
    implements JobRequest {

  /** A request of one prompt. */
  public static Builder builder(String prompt) {
    Builder builder = new Builder();
    builder.prompt = prompt;
    return builder;
  }

  /** A request of a conversation, oldest message first. */
  public static Builder builder(List<Message> messages) {
    Builder builder = new Builder();
    builder.messages = List.copyOf(messages);
    return builder;
  }

  /** Collects a request. For one thread. */
  public static final class Builder {
    private @Nullable String prompt;
    private @Nullable List<Message> messages;
    private @Nullable String system;
    private @Nullable String model;
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer topK;
    private @Nullable Double repetitionPenalty;
    private @Nullable Long seed;
    private @Nullable Integer maxTokens;
    private @Nullable List<String> stop;
    private @Nullable JsonNode responseFormat;
    private @Nullable JsonNode tools;
    private @Nullable JsonNode toolChoice;
    private @Nullable Boolean parallelToolCalls;
    private JobOptions options = JobOptions.NONE;

    private Builder() {}

    /** Instructions ahead of the conversation. */
    public Builder system(String value) {
      system = value;
      return this;
    }

    /** Engine name or installed model; null for the configured one. */
    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    /** 0..2; 0 always takes the likeliest token. */
    public Builder temperature(double value) {
      temperature = value;
      return this;
    }

    /** Draw only from the likeliest tokens that together have this probability. */
    public Builder topP(double value) {
      topP = value;
      return this;
    }

    /** Draw only from this many likeliest tokens; 0 for no limit. */
    public Builder topK(int value) {
      topK = value;
      return this;
    }

    /** Above 1 makes repeated tokens less likely; at most 2. */
    public Builder repetitionPenalty(double value) {
      repetitionPenalty = value;
      return this;
    }

    /** Same seed and request give the same text. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Longest answer. */
    public Builder maxTokens(int value) {
      maxTokens = value;
      return this;
    }

    /** Texts that end the answer. */
    public Builder stop(String... values) {
      stop = List.of(values);
      return this;
    }

    /** What the text must be: the field {@code response_format} of the API. */
    public Builder responseFormat(JsonNode value) {
      responseFormat = value;
      return this;
    }

    /** Functions that the model may call, and whether it does: fields of the API. */
    public Builder tools(JsonNode functions, @Nullable JsonNode choice) {
      tools = functions;
      toolChoice = choice;
      return this;
    }

    /** False: at most one call in an answer. */
    public Builder parallelToolCalls(boolean value) {
      parallelToolCalls = value;
      return this;
    }

    /** What every kind of task takes. */
    public Builder options(JobOptions value) {
      options = value;
      return this;
    }

    /** The request. */
    public LlmRequest build() {
      return new LlmRequest(
          prompt,
          messages,
          system,
          model,
          temperature,
          topP,
          topK,
          repetitionPenalty,
          seed,
          maxTokens,
          stop,
          responseFormat,
          tools,
          toolChoice,
          parallelToolCalls,
          options);
    }
  }
}
