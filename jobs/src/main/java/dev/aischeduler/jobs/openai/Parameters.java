package dev.aischeduler.jobs.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes parameters of a body over into a request. What is neither taken nor refused is ignored, as
 * other servers with this API do: clients send hints that change no answer. For one thread.
 */
final class Parameters {
  /** Fields that every job and every row of a manifest may have. */
  private static final Set<String> OF_JOBS =
      Set.of("priority", "max_attempts", "timeout_s", "queue_timeout_s", "run_at", "tags", "retry");

  /**
   * Names of models that only OpenAI has. Programs are written with them; here they mean the
   * configured engine. Names of open models, such as {@code gpt-oss-20b}, are not among them.
   */
  private static final Pattern OF_OPENAI =
      Pattern.compile(
          "(gpt-(3\\.5|4|4o|4\\.1|4\\.5|5(\\.\\d+)?)|chatgpt|o[134]|tts-1|dall-e-[23]|gpt-image-\\d)"
              + "(-.*)?");

  private final ObjectNode from;
  private final ObjectNode to;

  Parameters(ObjectNode from) {
    this.from = from;
    this.to = from.objectNode();
    OF_JOBS.forEach(name -> takeAs(name, name));
  }

  /** The value of a parameter; null when it is absent or null. */
  @Nullable JsonNode value(String name) {
    JsonNode value = from.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Takes parameters as they are. */
  void take(String... names) {
    for (String name : names) {
      takeAs(name, name);
    }
  }

  /** Takes a parameter under another name. */
  void takeAs(String name, String as) {
    JsonNode value = value(name);
    if (value != null) {
      to.set(as, value);
    }
  }

  /** Takes the name of the model, unless it is one of OpenAI's own. */
  void takeModel() {
    JsonNode model = value("model");
    if (model != null && !(model.isTextual() && isOfOpenAi(model.textValue()))) {
      to.set("model", model);
    }
  }

  /** Whether only OpenAI has a model of this name. */
  static boolean isOfOpenAi(String model) {
    return OF_OPENAI.matcher(model).matches();
  }

  /**
   * Refuses a parameter that would change the answer and is not supported.
   *
   * @param harmless values that ask for what is done anyway
   * @param remedy what to do instead
   */
  void refuseUnless(String name, Predicate<JsonNode> harmless, String remedy) {
    JsonNode value = value(name);
    if (value != null && !harmless.test(value)) {
      throw new InvalidRequestException(name, name + " is not supported; " + remedy);
    }
  }

  /** The request so far. */
  ObjectNode request() {
    return to;
  }

  /** Whether a value is false, zero or empty. */
  static boolean isNothing(JsonNode value) {
    return value.isBoolean()
        ? !value.booleanValue()
        : value.isNumber()
            ? value.doubleValue() == 0
            : value.isTextual() ? value.textValue().isEmpty() : value.isEmpty();
  }
}
