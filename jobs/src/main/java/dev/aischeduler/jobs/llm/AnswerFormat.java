package dev.aischeduler.jobs.llm;

import dev.aischeduler.jobs.llm.chat.Tool;
import dev.aischeduler.jobs.llm.grammar.Rule;
import dev.aischeduler.jobs.llm.grammar.Rules;
import dev.aischeduler.jobs.llm.grammar.SchemaCompiler;
import dev.aischeduler.jobs.llm.grammar.SchemaException;
import dev.aischeduler.jobs.llm.tool.CallGrammar;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an answer may be: text or JSON, with or without calls of tools.
 *
 * @param response null for any text
 * @param tools those that may be called; none when the choice is {@code none}
 * @param choice when they are called
 * @param parallel whether one answer may make several calls
 */
record AnswerFormat(
    @Nullable ResponseFormat response, List<Tool> tools, ToolChoice choice, boolean parallel) {

  /** Of a request whose tools and choice were checked, but not their schemas. */
  static AnswerFormat of(LlmRequest request) {
    ToolChoice choice =
        request.toolChoice() == null ? new ToolChoice(ToolChoice.AUTO, null) : request.toolChoice();
    boolean without = request.tools() == null || choice.mode().equals(ToolChoice.NONE);
    return new AnswerFormat(
        request.responseFormat(),
        without
            ? List.of()
            : Objects.requireNonNull(request.tools()).stream()
                .map(Objects::requireNonNull)
                .toList(),
        choice,
        !Boolean.FALSE.equals(request.parallelToolCalls()));
  }

  /** Whether the text of the answer must be JSON. */
  boolean isJson() {
    return response != null && !Objects.equals(response.type(), ResponseFormat.TEXT);
  }

  /**
   * The grammar of the answer; null for any text.
   *
   * @throws SchemaException when a schema cannot be enforced; names the place and the remedy
   */
  @Nullable Rule grammar() throws SchemaException {
    if (tools.isEmpty()) {
      return isJson() ? json() : null;
    }
    CallGrammar calls = CallGrammar.of(tools, choice.function(), parallel);
    if (choice.forced()) {
      return calls.calls();
    }
    return isJson() ? Rules.choice(json(), calls.calls()) : calls.textOrCalls();
  }

  private Rule json() throws SchemaException {
    ResponseFormat.JsonSchema named = response == null ? null : response.jsonSchema();
    if (named == null) {
      return SchemaCompiler.anyObject();
    }
    return SchemaCompiler.compile(
        "response_format.json_schema.schema",
        Objects.requireNonNull(named.schema()),
        !Boolean.FALSE.equals(named.strict()));
  }
}
