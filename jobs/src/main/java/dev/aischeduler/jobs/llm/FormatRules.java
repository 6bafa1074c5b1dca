package dev.aischeduler.jobs.llm;

import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.TextRules;
import dev.aischeduler.jobs.llm.chat.ChatTemplate;
import dev.aischeduler.jobs.llm.chat.Tool;
import dev.aischeduler.jobs.llm.grammar.SchemaException;
import dev.aischeduler.jobs.model.ModelFolder;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a request says of the form of its answer: format, tools and their choice. */
final class FormatRules {
  static final int MAX_TOOLS = 64;
  private static final int MAX_DESCRIPTION = 4096;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private FormatRules() {}

  /** Whether a function or schema may be called so. */
  static void requireName(String field, @Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new InvalidRequestException(
          field, field + " must be 1 to 64 letters, digits, dashes and underscores");
    }
  }

  /**
   * Checks a request for a model.
   *
   * @return the choice of tools with its default filled in; null without tools
   * @throws InvalidRequestException names the field, what is wrong and the remedy
   */
  static @Nullable ToolChoice check(LlmRequest request, ModelFolder model) {
    checkFormat(request.responseFormat());
    checkTools(request.tools());
    ToolChoice choice = choice(request);
    AnswerFormat format = AnswerFormat.of(request);
    try {
      format.grammar();
    } catch (SchemaException e) {
      throw new InvalidRequestException(e.path(), String.valueOf(e.getMessage()));
    }
    if (!format.tools().isEmpty() && !format.choice().forced() && !knowsTools(model)) {
      throw new InvalidRequestException(
          "tools",
          "the chat template of model "
              + model.name()
              + " knows no tools, so it cannot decide whether to call one; send tool_choice"
              + " \"required\" or a function's name, or use a model that does, such as Qwen2.5");
    }
    return choice;
  }

  private static boolean knowsTools(ModelFolder model) {
    try {
      return ChatTemplate.knowsTools(model.path());
    } catch (IOException e) {
      // A damaged folder is reported by the load, which names the file; the submission is accepted.
      return true;
    }
  }

  private static void checkFormat(@Nullable ResponseFormat format) {
    if (format == null) {
      return;
    }
    ResponseFormat.JsonSchema named = format.jsonSchema();
    String type = String.valueOf(format.type());
    if (!ResponseFormat.TYPES.contains(type)) {
      throw new InvalidRequestException(
          "response_format.type", "response_format.type must be text, json_object or json_schema");
    }
    if (type.equals(ResponseFormat.JSON_SCHEMA) != (named != null)) {
      throw new InvalidRequestException(
          "response_format.json_schema",
          "response_format.json_schema (name, schema) belongs to type json_schema, and only to it");
    }
    if (named != null) {
      requireName("response_format.json_schema.name", named.name());
      checkDescription("response_format.json_schema.description", named.description());
      if (named.schema() == null || named.schema().isNull()) {
        throw new InvalidRequestException(
            "response_format.json_schema.schema",
            "response_format.json_schema.schema is missing; send a JSON Schema");
      }
    }
  }

  private static void checkTools(@Nullable List<@Nullable Tool> tools) {
    if (tools == null) {
      return;
    }
    if (tools.isEmpty() || tools.size() > MAX_TOOLS) {
      throw new InvalidRequestException(
          "tools",
          "tools has " + tools.size() + " entries; send 1 to " + MAX_TOOLS + ", or leave it out");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tools.size(); i++) {
      String field = "tools[" + i + "]";
      Tool tool = tools.get(i);
      if (tool == null || tool.function() == null || !isFunction(tool.type())) {
        throw new InvalidRequestException(
            field, field + " must be {\"type\":\"function\",\"function\":{\"name\":...}}");
      }
      String name = tool.function().name();
      requireName(field + ".function.name", name);
      checkDescription(field + ".function.description", tool.function().description());
      if (!names.add(name)) {
        throw new InvalidRequestException(
            field + ".function.name",
            field + ".function.name is " + name + ", as of an earlier tool; name it otherwise");
      }
    }
  }

  /** The one kind of tools and calls, which may be left out. */
  static boolean isFunction(@Nullable String type) {
    return type == null || type.equals(ToolChoice.FUNCTION);
  }

  private static void checkDescription(String field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      TextRules.requireText(field, text, MAX_DESCRIPTION);
    }
  }

  private static @Nullable ToolChoice choice(LlmRequest request) {
    ToolChoice choice = request.toolChoice();
    List<@Nullable Tool> tools = request.tools();
    if (tools == null) {
      if (choice != null && !choice.mode().equals(ToolChoice.NONE)) {
        throw new InvalidRequestException(
            "tool_choice", "tool_choice is " + choice.mode() + " without tools; send tools");
      }
      return choice;
    }
    if (choice == null) {
      return new ToolChoice(ToolChoice.AUTO, null);
    }
    if (!ToolChoice.MODES.contains(choice.mode())) {
      throw new InvalidRequestException("tool_choice", ToolChoice.FORMS);
    }
    String function = choice.function();
    if (function != null
        && tools.stream()
            .noneMatch(
                tool ->
                    tool != null
                        && tool.function() != null
                        && function.equals(tool.function().name()))) {
      throw new InvalidRequestException(
          "tool_choice", "tool_choice names the function " + function + ", which no tool has");
    }
    return choice;
  }
}
