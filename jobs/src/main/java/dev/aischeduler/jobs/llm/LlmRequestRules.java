package dev.aischeduler.jobs.llm;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.TextRules;
import dev.aischeduler.jobs.llm.chat.ChatMessage;
import dev.aischeduler.jobs.llm.decoder.LlmConfig;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.ModelNotInstalledException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a request against the limits and fills in its defaults. Thread-safe. */
final class LlmRequestRules {
  private static final int DEFAULT_MAX_TOKENS = 512;
  private static final int MAX_MESSAGES = 256;
  private static final int MAX_STOPS = 8;
  private static final int MAX_STOP_CHARS = 64;

  private final Settings.Limits limits;
  private final String engine;
  private final ModelCatalogue catalogue;

  LlmRequestRules(Settings settings, ModelCatalogue catalogue) {
    this.limits = settings.limits();
    this.engine = settings.engines().of(LlmTask.TYPE);
    this.catalogue = catalogue;
  }

  /**
   * The request as it will run.
   *
   * @throws InvalidRequestException names the field, what is wrong and the remedy
   */
  LlmRequest complete(LlmRequest request) {
    int characters = checkConversation(request);
    String model = request.model() == null ? engine : request.model();
    ModelFolder folder = folder(model);
    Sampling defaults = LlmConfig.samplingOf(folder.path());
    ToolChoice toolChoice = FormatRules.check(request, folder);
    if (request.tools() != null) {
      String tools = Json.mapper().valueToTree(request.tools()).toString();
      checkTotal("tools", characters + length(tools));
    }
    return new LlmRequest(
        request.prompt(),
        request.messages(),
        request.system(),
        model,
        within("temperature", or(request.temperature(), defaults.temperature()), 0, 2),
        above0("top_p", or(request.topP(), defaults.topP()), 1),
        atLeast0("top_k", or(request.topK(), defaults.topK())),
        above0(
            "repetition_penalty", or(request.repetitionPenalty(), defaults.repetitionPenalty()), 2),
        request.seed(),
        maxTokens(request.maxTokens()),
        stops(request.stop()),
        request.responseFormat(),
        request.tools(),
        toolChoice,
        request.parallelToolCalls());
  }

  /** The characters of the conversation. */
  private int checkConversation(LlmRequest request) {
    if ((request.prompt() == null) == (request.messages() == null)) {
      throw new InvalidRequestException(
          "prompt", "send exactly one of prompt (a text) and messages (a list of role, content)");
    }
    int total = 0;
    if (request.system() != null) {
      total = length(TextRules.requireText("system", request.system(), Integer.MAX_VALUE));
      checkTotal("system", total);
    }
    if (request.messages() == null) {
      String prompt = TextRules.requireText("prompt", request.prompt(), Integer.MAX_VALUE);
      total += length(prompt);
      checkTotal("prompt", total);
      return total;
    }
    List<@Nullable ChatMessage> messages = request.messages();
    if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
      throw new InvalidRequestException(
          "messages", "messages has " + messages.size() + " turns; send 1 to " + MAX_MESSAGES);
    }
    MessageRules turns = new MessageRules();
    for (int i = 0; i < messages.size(); i++) {
      String field = "messages[" + i + "]";
      total += turns.check(field, messages.get(i));
      checkSystem(messages.get(i), request);
      checkTotal(field + ".content", total);
    }
    return total;
  }

  /** All texts of a conversation share one limit. */
  private void checkTotal(String field, int chars) {
    if (chars > limits.maxPromptChars()) {
      throw new InvalidRequestException(
          field,
          "the conversation has "
              + chars
              + " characters up to "
              + field
              + "; at most "
              + limits.maxPromptChars()
              + " are accepted in all (limits.max_prompt_chars), shorten it");
    }
  }

  private static void checkSystem(@Nullable ChatMessage message, LlmRequest request) {
    if (message != null && "system".equals(message.role()) && request.system() != null) {
      throw new InvalidRequestException(
          "system", "system and a message of role system exclude each other; send one of them");
    }
  }

  private static int length(String text) {
    return MessageRules.length(text);
  }

  private ModelFolder folder(String model) {
    try {
      return catalogue.resolve(LlmTask.TYPE, model);
    } catch (ModelNotInstalledException e) {
      throw new InvalidRequestException("model", String.valueOf(e.getMessage()));
    }
  }

  private int maxTokens(@Nullable Integer requested) {
    int value = or(requested, Math.min(DEFAULT_MAX_TOKENS, limits.maxTokens()));
    if (value < 1 || value > limits.maxTokens()) {
      throw new InvalidRequestException(
          "max_tokens",
          "max_tokens is "
              + value
              + "; it must be 1 to "
              + limits.maxTokens()
              + " (limits.max_tokens)");
    }
    return value;
  }

  private static List<@Nullable String> stops(@Nullable List<@Nullable String> stops) {
    if (stops == null) {
      return List.of();
    }
    if (stops.size() > MAX_STOPS) {
      throw new InvalidRequestException(
          "stop", "stop has " + stops.size() + " texts; send at most " + MAX_STOPS);
    }
    for (int i = 0; i < stops.size(); i++) {
      String stop = stops.get(i);
      // A line break is a useful stop text although it is blank.
      if (stop == null || !stop.isBlank() || stop.isEmpty()) {
        TextRules.requireText("stop[" + i + "]", stop, MAX_STOP_CHARS);
      } else if (stop.length() > MAX_STOP_CHARS) {
        throw new InvalidRequestException(
            "stop[" + i + "]", "stop[" + i + "] is longer than " + MAX_STOP_CHARS + " characters");
      }
    }
    return stops;
  }

  private static double within(String field, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new InvalidRequestException(
          field, field + " is " + value + "; it must be " + (int) min + " to " + (int) max);
    }
    return value;
  }

  private static double above0(String field, double value, double max) {
    if (!(value > 0 && value <= max)) {
      throw new InvalidRequestException(
          field, field + " is " + value + "; it must be above 0 and at most " + (int) max);
    }
    return value;
  }

  private static int atLeast0(String field, int value) {
    if (value < 0) {
      throw new InvalidRequestException(
          field, field + " is " + value + "; it must be 0 (no limit) or more");
    }
    return value;
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
