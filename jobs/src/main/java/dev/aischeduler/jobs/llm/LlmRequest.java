package dev.aischeduler.jobs.llm;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aischeduler.jobs.llm.chat.ChatMessage;
import dev.aischeduler.jobs.llm.chat.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text generation request. Everything may be left out except one of {@code prompt} and {@code
 * messages}; {@link LlmHandler#validate} fills in the rest.
 *
 * @param prompt what the user says; excludes {@code messages}
 * @param messages a whole conversation, oldest first; excludes {@code prompt}
 * @param system instructions ahead of the conversation; default: those of the model's chat template
 * @param model engine name, folder of an installed model, or the miniature's name; default: {@code
 *     engines.llm}
 * @param temperature 0..2; 0 always takes the likeliest token; default: the model's
 *     generation_config.json, else 0.7
 * @param topP above 0 up to 1: draw only from the likeliest tokens that together have this
 *     probability; default: the model's, else 0.8
 * @param topK draw only from this many likeliest tokens; 0 for no limit; default: the model's, else
 *     20
 * @param repetitionPenalty above 0 up to 2; above 1 makes tokens that already occurred less likely;
 *     default: the model's, else 1.05
 * @param seed the same seed, request and model give the same text; default: derived from the job's
 *     id, so that a retry repeats it
 * @param maxTokens longest answer in tokens, 1..{@code limits.max_tokens}; default 512 or that
 *     limit
 * @param stop texts that end the answer and are not part of it; at most 8 of at most 64 characters;
 *     JSON also takes a single string
 * @param responseFormat what the text must be: free text, a JSON object, or JSON of a schema;
 *     default: free text
 * @param tools functions that the model may call; at most 64
 * @param toolChoice whether it does; default: {@code auto} with tools
 * @param parallelToolCalls false: at most one call; default: true
 */
public record LlmRequest(
    @Nullable String prompt,
    @Nullable List<@Nullable ChatMessage> messages,
    @Nullable String system,
    @Nullable String model,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Double repetitionPenalty,
    @Nullable Long seed,
    @Nullable Integer maxTokens,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<@Nullable String> stop,
    @JsonInclude(NON_NULL) @Nullable ResponseFormat responseFormat,
    @JsonInclude(NON_NULL) @Nullable List<@Nullable Tool> tools,
    @JsonInclude(NON_NULL) @Nullable ToolChoice toolChoice,
    @JsonInclude(NON_NULL) @Nullable Boolean parallelToolCalls) {}
