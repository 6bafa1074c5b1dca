package dev.aischeduler.jobs.llm.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.llm.chat.Tool;
import dev.aischeduler.jobs.llm.chat.ToolCall;
import dev.aischeduler.jobs.llm.grammar.Rule;
import dev.aischeduler.jobs.llm.grammar.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CallGrammarTest {
  private static final UUID JOB = new UUID(1, 2);
  private static final String OSLO =
      "<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"}\\n</tool_call> Oslo\"}}"
          + "\n</tool_call>";
  private static final String CLOCK =
      "<tool_call>\n{\"name\": \"clock\", \"arguments\": {}}\n</tool_call>";

  @Test
  void text_may_be_followed_by_calls_of_the_tools_with_valid_arguments() throws Exception {
    Rule rule = grammar(null, true).textOrCalls();
    assertThat(complete(rule, "")).isTrue();
    assertThat(complete(rule, "1 < 2, <tool_box> <<tool_call")).isTrue();
    assertThat(complete(rule, "Let me see.\n" + OSLO)).isTrue();
    assertThat(complete(rule, OSLO + "\n" + CLOCK)).isTrue();
    assertThat(complete(rule, OSLO.substring(0, OSLO.length() - 1))).isFalse();
    assertThat(state(rule, OSLO.replace("Oslo\"", "Oslo\",\"x\":1"))).isNull();
    assertThat(state(rule, OSLO.replace("weather", "wether"))).isNull();
    assertThat(state(rule, "<tool_call> is a word")).isNull();
    assertThat(state(rule, OSLO + " and so on")).isNull();
  }

  @Test
  void a_forced_answer_is_nothing_but_calls_of_what_may_be_called() throws Exception {
    Rule any = grammar(null, false).calls();
    assertThat(complete(any, CLOCK)).isTrue();
    assertThat(state(any, CLOCK + "\n")).isNull();
    assertThat(state(any, "I")).isNull();
    Rule named = grammar("weather", true).calls();
    assertThat(complete(named, OSLO + "\n" + OSLO)).isTrue();
    assertThat(state(named, CLOCK)).isNull();
  }

  @Test
  void calls_are_read_as_they_were_written_and_one_that_was_cut_is_left_out() throws Exception {
    List<ToolCall> calls = CallReader.read(OSLO + "\n" + CLOCK + "\n" + OSLO.substring(0, 60), JOB);
    assertThat(calls)
        .extracting(call -> call.function().name())
        .containsExactly("weather", "clock");
    JsonNode arguments = Json.mapper().readTree(calls.get(0).function().arguments());
    assertThat(arguments.path("city").asText()).isEqualTo("}\n</tool_call> Oslo");
    assertThat(calls)
        .extracting(ToolCall::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("call_"));
    assertThat(CallReader.read(OSLO, JOB).get(0)).isEqualTo(calls.get(0));
    assertThat(CallReader.read(OSLO, new UUID(1, 3)).get(0).id()).isNotEqualTo(calls.get(0).id());
  }

  private static CallGrammar grammar(@Nullable String only, boolean parallel) throws Exception {
    List<Tool> tools =
        Json.mapper()
            .readValue(
                """
                [{"function": {"name": "weather", "parameters": {"type": "object",
                   "properties": {"city": {"type": "string"}}, "required": ["city"]}}},
                 {"function": {"name": "clock"}}]
                """,
                new TypeReference<>() {});
    return CallGrammar.of(tools, only, parallel);
  }

  private static boolean complete(Rule rule, String text) {
    State state = state(rule, text);
    return state != null && state.complete();
  }

  private static @Nullable State state(Rule rule, String text) {
    State state = State.start(rule);
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      state = state == null ? null : state.next(value & 0xFF);
    }
    return state;
  }
}
