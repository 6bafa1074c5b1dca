package dev.aischeduler.jobs.llm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.jobs.llm.chat.CallText;
import dev.aischeduler.jobs.llm.chat.Tool;
import dev.aischeduler.jobs.llm.grammar.Rule;
import dev.aischeduler.jobs.llm.grammar.Rules;
import dev.aischeduler.jobs.llm.grammar.SchemaCompiler;
import dev.aischeduler.jobs.llm.grammar.SchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Grammars of answers that call tools: the name is one of the tools', the arguments are valid by
 * its schema. Immutable.
 */
public final class CallGrammar {
  /** Most calls of one answer. */
  private static final int MOST_CALLS = 16;

  private final Rule afterMarker;

  private CallGrammar(Rule afterMarker) {
    this.afterMarker = afterMarker;
  }

  /**
   * Calls of some tools.
   *
   * @param tools those of the request, checked but for their schemas
   * @param only the one that may be called; null for any
   * @param parallel whether one answer may make several calls
   * @throws SchemaException when the arguments of a tool cannot be enforced
   */
  public static CallGrammar of(
      List<? extends @Nullable Tool> tools, @Nullable String only, boolean parallel)
      throws SchemaException {
    List<Rule> calls = new ArrayList<>();
    for (int i = 0; i < tools.size(); i++) {
      Tool.Function function =
          Objects.requireNonNull(Objects.requireNonNull(tools.get(i)).function());
      Rule arguments = arguments("tools[" + i + "].function.parameters", function);
      if (only == null || only.equals(function.name())) {
        String name = Objects.requireNonNull(function.name());
        calls.add(
            Rules.sequence(
                Rules.literal(CallText.before(name)), arguments, Rules.literal(CallText.AFTER)));
      }
    }
    Rule call = Rules.choice(calls);
    Rule further = Rules.sequence(Rules.literal("\n" + CallText.MARKER), call);
    return new CallGrammar(
        Rules.sequence(call, Rules.repeat(further, 0, parallel ? MOST_CALLS - 1 : 0)));
  }

  private static Rule arguments(String field, Tool.Function function) throws SchemaException {
    JsonNode schema = function.parameters();
    if (schema == null || schema.isNull()) {
      schema =
          JsonNodeFactory.instance
              .objectNode()
              .put("type", "object")
              .put("additionalProperties", false);
    }
    return SchemaCompiler.compileObject(field, schema, !Boolean.FALSE.equals(function.strict()));
  }

  /** An answer that is nothing but calls. */
  public Rule calls() {
    return Rules.sequence(Rules.literal(CallText.MARKER), afterMarker);
  }

  /** An answer of any text, which may end in calls. */
  public Rule textOrCalls() {
    return Rules.textUntil(CallText.MARKER, afterMarker);
  }
}
