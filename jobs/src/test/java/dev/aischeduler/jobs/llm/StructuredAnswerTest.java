package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.llm.chat.ToolCall;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats and tools with a real model, which by itself writes neither JSON nor calls. */
final class StructuredAnswerTest {
  private static final String SCHEMA =
      """
      {"type":"object","additionalProperties":false,"required":["city","mood","tags"],
       "properties":{
         "city":{"type":"string","minLength":1,"maxLength":12},
         "mood":{"enum":["calm","windy"]},
         "days":{"type":"integer","minimum":1,"maximum":14},
         "warmest":{"type":"number","exclusiveMinimum":-90,"maximum":60,"multipleOf":0.1},
         "station":{"type":"string","pattern":"^[A-Z]{2}-\\\\d{3}$"},
         "seen":{"type":"string","format":"date"},
         "tags":{"type":"array","minItems":1,"maxItems":3,"items":{"type":["boolean","null"]}}}}
      """;

  /** Short, because the miniature's context is. */
  private static final String PARAMETERS =
      """
      {"type":"object","required":["city"],"additionalProperties":false,
       "properties":{"city":{"type":"string","minLength":1,"maxLength":8}}}
      """;

  private static final String FORMAT =
      ",'response_format':{'type':'json_schema','json_schema':{'name':'city','schema':S}}";
  private static final String TOOLS =
      ",'tools':[{'type':'function','function':{'name':'weather','parameters':P}},"
          + "{'type':'function','function':{'name':'clock'}}]";

  @TempDir private static Path installed;
  private static final ModelCache CACHE = ModelCaches.roomy(true);
  private static LlmHandler handler;

  @BeforeAll
  static void load() throws Exception {
    Path knowing = Miniatures.install("llm-mini", installed, "knows-tools");
    Files.writeString(
        knowing.resolve("chat_template.jinja"),
        "{{ tools | tojson }}{# <tool_call> #}{% for m in messages %}"
            + "{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}"
            + "{{ '<|im_start|>assistant\\n' }}");
    handler =
        new LlmHandler(
            Miniature.settings("qwen2.5", true, installed),
            Miniatures.catalogue(installed, false),
            new OnnxRuntime(2),
            CACHE);
    handler.models().start();
  }

  @AfterAll
  static void free() {
    CACHE.close();
  }

  @Test
  void an_answer_by_a_schema_is_valid_and_streams_as_it_is() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      RecordingContext context = new RecordingContext();
      Map<String, Object> result =
          run("{'prompt':'hello','max_tokens':110,'seed':" + seed + FORMAT + "}", context);
      assertValid(SCHEMA, (String) result.get("text"));
      assertThat(result).containsEntry("finish_reason", "stop").doesNotContainKey("tool_calls");
      assertThat(streamed(context)).isEqualTo(result.get("text"));
    }
  }

  @Test
  void a_greedy_answer_may_be_any_object() throws Exception {
    String json = "{'prompt':'hello','temperature':0,'max_tokens':40,";
    Map<String, Object> result = run(json + "'response_format':{'type':'json_object'}}");
    assertThat(new ObjectMapper().readTree((String) result.get("text")).isObject()).isTrue();
    assertThat(result).containsEntry("finish_reason", "stop");
    assertThat(run(json + "'response_format':{'type':'text'}}").get("text"))
        .isEqualTo(run("{'prompt':'hello','temperature':0,'max_tokens':40}").get("text"));
  }

  @Test
  void an_answer_with_too_few_tokens_for_its_schema_is_cut() throws Exception {
    Map<String, Object> result = run("{'prompt':'hello','max_tokens':5" + FORMAT + "}");
    assertThat(result).containsEntry("finish_reason", "length");
    assertThat((String) result.get("text")).startsWith("{").doesNotEndWith("}");
  }

  @Test
  void a_required_call_is_valid_and_nothing_of_it_is_streamed() throws Exception {
    RecordingContext context = new RecordingContext();
    Map<String, Object> result =
        run("{'prompt':'hello','max_tokens':90" + TOOLS + ",'tool_choice':'required'}", context);
    assertThat(result).containsEntry("finish_reason", "tool_calls").containsEntry("text", "");
    assertThat(context.events).isEmpty();
    assertThat(calls(result)).isNotEmpty().extracting(ToolCall::type).containsOnly("function");
    assertThat(calls(result)).extracting(ToolCall::id).doesNotHaveDuplicates();
    for (ToolCall call : calls(result)) {
      String schema = call.function().name().equals("clock") ? "{\"maxProperties\":0}" : PARAMETERS;
      assertValid(schema, call.function().arguments());
    }
  }

  @Test
  void a_named_function_is_called_once_when_calls_are_not_parallel() throws Exception {
    String choice =
        ",'parallel_tool_calls':false,'tool_choice':{'type':'function','function':{'name':'F'}}}";
    for (String name : List.of("weather", "clock")) {
      Map<String, Object> result =
          run("{'prompt':'hello','max_tokens':150" + TOOLS + choice.replace("F", name));
      assertThat(calls(result)).extracting(call -> call.function().name()).containsExactly(name);
      assertThat(result).containsEntry("finish_reason", "tool_calls");
    }
  }

  @Test
  void a_model_that_knows_tools_may_answer_with_text() throws Exception {
    RecordingContext context = new RecordingContext();
    Map<String, Object> result =
        run("{'prompt':'hello','model':'knows-tools','max_tokens':20" + TOOLS + "}", context);
    assertThat((String) result.get("text")).isNotBlank().isEqualTo(streamed(context));
    assertThat(result).doesNotContainKey("tool_calls");
  }

  @Test
  void text_or_calls_may_be_asked_for_as_json_too() throws Exception {
    Map<String, Object> result =
        run("{'prompt':'hello','model':'knows-tools','max_tokens':90" + FORMAT + TOOLS + "}");
    if (result.containsKey("tool_calls")) {
      assertThat(result).containsEntry("text", "");
    } else {
      assertValid(SCHEMA, (String) result.get("text"));
    }
  }

  @Test
  void calls_and_results_of_earlier_turns_are_part_of_the_conversation() throws Exception {
    String plain = "{'messages':[{'role':'user','content':'hello'}]}";
    String called =
        "{'messages':[{'role':'user','content':'hello'},{'role':'assistant','tool_calls':[{'id':"
            + "'1','function':{'name':'clock','arguments':'{}'}}]},{'role':'tool','content':'12',"
            + "'tool_call_id':'1'}]}";
    assertThat(promptTokens(run(called))).isGreaterThan(promptTokens(run(plain)));
  }

  @Test
  void answers_with_and_without_a_format_share_a_batch_and_stay_the_same() throws Exception {
    List<String> requests = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      String start = "{'prompt':'Tell me a short story','max_tokens':50,'seed':" + seed;
      requests.add(start + "}");
      requests.add(start + FORMAT + "}");
      requests.add(start + TOOLS + ",'tool_choice':'required'}");
    }
    List<Object> single = new ArrayList<>();
    for (String request : requests) {
      single.add(answer(run(request)));
    }
    ExecutorService workers = Executors.newFixedThreadPool(6);
    try {
      List<Future<Object>> running = new ArrayList<>();
      for (String request : requests) {
        running.add(workers.submit(() -> answer(run(request))));
      }
      for (int i = 0; i < requests.size(); i++) {
        assertThat(running.get(i).get()).isEqualTo(single.get(i));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static Object answer(Map<String, Object> result) {
    return List.of(result.get("text"), result.getOrDefault("tool_calls", ""));
  }

  private static Map<String, Object> run(String json) throws Exception {
    return run(json, new RecordingContext());
  }

  private static Map<String, Object> run(String json, RecordingContext context) throws Exception {
    String request =
        json.replace('\'', '"')
            .replace(":S}", ":" + SCHEMA + "}")
            .replace(":P}", ":" + PARAMETERS + "}");
    return handler
        .run(handler.validate(Json.mapper().readValue(request, LlmRequest.class)), context)
        .values();
  }

  @SuppressWarnings("unchecked")
  private static List<ToolCall> calls(Map<String, Object> result) {
    return (List<ToolCall>) result.get("tool_calls");
  }

  private static int promptTokens(Map<String, Object> result) {
    return (Integer) ((Map<?, ?>) result.get("usage")).get("prompt_tokens");
  }

  private static void assertValid(String schema, String text) throws Exception {
    JsonNode value = new ObjectMapper().readTree(text);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(value))
        .as(text)
        .isEmpty();
  }

  private static String streamed(RecordingContext context) {
    StringBuilder text = new StringBuilder();
    context.events.forEach(event -> text.append(event.get("text")));
    return text.toString();
  }
}
