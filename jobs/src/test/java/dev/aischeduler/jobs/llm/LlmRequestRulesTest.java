package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.Miniatures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LlmRequestRulesTest {
  @TempDir private static Path installed;

  @Test
  void defaults_are_filled_in_from_the_models_generation_config() throws Exception {
    assertThat(complete("{'prompt':'hi'}"))
        .isEqualTo(
            json(
                "{'prompt':'hi','model':'qwen2.5','temperature':0.7,'top_p':0.8,'top_k':20,"
                    + "'repetition_penalty':1.05,'max_tokens':512,'stop':[]}"));
  }

  @Test
  void a_complete_request_stays_as_it_is() throws Exception {
    LlmRequest complete =
        complete(
            "{'messages':[{'role':'user','content':'hi'}],'system':'be brief','model':'llm-mini',"
                + "'temperature':0,'top_p':1,'top_k':0,'repetition_penalty':2,'seed':3,"
                + "'max_tokens':4096,'stop':['\\n','。']}");
    LlmRequest stored =
        Json.mapper().readValue(Json.mapper().writeValueAsString(complete), LlmRequest.class);
    assertThat(rules().complete(stored)).isEqualTo(complete);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                            | prompt",
        "{'prompt':'a','messages':[{'role':'user','content':'b'}]}     | prompt",
        "{'prompt':'  '}                                               | prompt",
        "{'prompt':'a\\u0000b'}                                        | prompt",
        "{'prompt':'a\\ud800b'}                                        | prompt",
        "{'prompt':'a','system':''}                                    | system",
        "{'messages':[]}                                               | messages",
        "{'messages':[{'role':'boss','content':'b'}]}                  | messages[0].role",
        "{'messages':[{'role':'user'}]}                                | messages[0].content",
        "{'messages':[{'role':'system','content':'b'}],'system':'c'}   | system",
        "{'prompt':'a','temperature':2.1}                              | temperature",
        "{'prompt':'a','temperature':-1}                               | temperature",
        "{'prompt':'a','top_p':0}                                      | top_p",
        "{'prompt':'a','top_p':1.1}                                    | top_p",
        "{'prompt':'a','top_k':-1}                                     | top_k",
        "{'prompt':'a','repetition_penalty':0}                         | repetition_penalty",
        "{'prompt':'a','max_tokens':0}                                 | max_tokens",
        "{'prompt':'a','max_tokens':4097}                              | max_tokens",
        "{'prompt':'a','stop':['']}                                    | stop[0]",
        "{'prompt':'a','stop':['a','b','c','d','e','f','g','h','i']}   | stop",
        "{'prompt':'a','model':'../etc'}                               | model",
        "{'prompt':'a','response_format':{'type':'xml'}}               | response_format.type",
        "{'prompt':'a','response_format':{'type':'json_schema'}}       | response_format.json_schema",
        "{'prompt':'a','response_format':{'type':'text','json_schema':{'name':'a'}}} | response_format.json_schema",
        "{'prompt':'a','response_format':{'type':'json_schema','json_schema':{'name':'a b'}}} | response_format.json_schema.name",
        "{'prompt':'a','response_format':{'type':'json_schema','json_schema':{'name':'a'}}} | response_format.json_schema.schema",
        "{'prompt':'a','tools':[]}                                     | tools",
        "{'prompt':'a','tools':[{'type':'retrieval'}]}                 | tools[0]",
        "{'prompt':'a','tools':[{'function':{'name':'a b'}}]}          | tools[0].function.name",
        "{'prompt':'a','tools':[{'function':{'name':'f'}},{'function':{'name':'f'}}]} | tools[1].function.name",
        "{'prompt':'a','tools':[{'function':{'name':'f','parameters':{'type':'string'}}}]} | tools[0].function.parameters",
        "{'prompt':'a','tools':[{'function':{'name':'f'}}]}            | tools",
        "{'prompt':'a','tools':[{'function':{'name':'f'}}],'tool_choice':'any'} | tool_choice",
        "{'prompt':'a','tool_choice':'required'}                       | tool_choice",
        "{'prompt':'a','tools':[{'function':{'name':'f'}}],'tool_choice':{'type':'function','function':{'name':'g'}}} | tool_choice",
        "{'messages':[{'role':'user','content':'b','tool_calls':[]}]}  | messages[0].tool_calls",
        "{'messages':[{'role':'tool','content':'b','tool_call_id':'1'}]} | messages[0].tool_call_id",
        "{'messages':[{'role':'user','content':'b','tool_call_id':'1'}]} | messages[0].tool_call_id",
        "{'messages':[{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':'[]'}}]}]} | messages[0].tool_calls[0].function.arguments",
        "{'messages':[{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'1'}]} | messages[1].content",
      })
  void a_wrong_field_is_refused_by_name(String json, String field) {
    assertThatThrownBy(() -> complete(json))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'object','properties':{'age':{'not':{}}}}    | .properties.age.not     | remove it",
        "{'items':{'oneOf':[]}}                               | .items.oneOf            | use anyOf",
        "{'allOf':[{},{}]}                                    | .allOf                  | write its parts as one",
        "{'allOf':[{}],'type':'string'}                       | .type                   | exclude each other",
        "{'prefixItems':{}}                                   | .prefixItems            | list of schemas",
        "{'type':'number','minimum':'1'}                      | .minimum                | must be a number",
        "{'type':'number','exclusiveMinimum':true}            | .exclusiveMinimum       | must be a number",
        "{'type':'number','minimum':1e999999}                 | .minimum                | must be a number",
        "{'type':'number','exclusiveMinimum':0,'maximum':1e-16} | ''                    | met by no value",
        "{'type':'integer','minimum':1e16}                    | ''                      | met by no value",
        "{'type':'integer','minimum':5,'maximum':4.9}         | ''                      | met by no value",
        "{'type':'integer','multipleOf':5}                    | .multipleOf             | 1, 0.1, 0.01",
        "{'enum':[1],'minimum':0}                             | .minimum                | exclude each other",
        "{'type':'string','format':'iri'}                     | .format                 | date-time",
        "{'type':'string','pattern':'(?=a)'}                  | .pattern                | looks around",
        "{'type':'string','pattern':5}                        | .pattern                | must be a text",
        "{'type':'string','format':7}                         | .format                 | date-time",
        "{'type':'string','pattern':'a{2'}                    | .pattern                | is no count",
        "{'type':'string','pattern':'^(^a)'}                  | .pattern                | anchors",
        "{'type':'string','pattern':'^[b-a]'}                 | .pattern                | greater character first",
        "{'type':'string','pattern':'^(a'}                    | .pattern                | at character 3",
        "{'type':'string','pattern':'^a*b?$','maxLength':9} | .pattern                  | how long the text is",
        "{'type':'strings'}                                   | .type                   | it must be",
        "{'$ref':'other.json'}                                | .$ref                   | #/$defs/item",
        "{'$ref':'#/$defs/a'}                                 | .$ref                   | #/$defs/item",
        "{'anyOf':[{}],'type':'object'}                       | .type                   | exclude each other",
        "{'enum':[]}                                          | .enum                   | must list",
        "{'enum':['a'],'minLength':2}                         | .minLength              | exclude each other",
        "{'minItems':3,'maxItems':2}                          | .minItems               | lower it",
        "{'maxLength':-1}                                     | .maxLength              | 0 to 10000",
        "{'required':'a'}                                     | ''                      | list of names",
        "[]                                                   | ''                      | JSON object",
        "false                                                | ''                      | met by no value",
        "{'type':'string','enum':[1]}                         | ''                      | met by no value",
        "{'$ref':'#'}                                         | ''                      | alternative that ends",
      })
  void a_schema_that_cannot_be_enforced_is_refused_with_its_place_and_the_remedy(
      String schema, String place, String remedy) {
    String field = "response_format.json_schema.schema" + place.replace("''", "");
    assertThatThrownBy(() -> complete(withSchema(schema, "")))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessageContaining(field)
        .hasMessageContaining(remedy);
  }

  @Test
  void what_only_narrows_a_schema_is_ignored_when_it_is_not_strict() throws Exception {
    for (String keyword :
        List.of(
            "'multipleOf':7",
            "'pattern':'(?!a)'",
            "'format':'iri'",
            "'uniqueItems':true",
            "'pattern':'^(ab|c)*$','maxLength':9")) {
      String schema = "{'title':'Age','default':7," + keyword + "}";
      assertThatThrownBy(() -> complete(withSchema(schema, "")))
          .hasMessageContaining("send \"strict\": false");
      assertThat(complete(withSchema(schema, ",'strict':false")).responseFormat()).isNotNull();
    }
    assertThatThrownBy(() -> complete(withSchema("{'if':{}}", ",'strict':false")))
        .hasMessageContaining("schema.if");
  }

  /** As generators write it. */
  @Test
  void a_pattern_that_cannot_be_followed_gives_way_to_the_format_beside_it() throws Exception {
    String schema =
        "{'type':'string','format':'email','pattern':'^(?!\\\\.)[^@]+@.+$','maxLength':254}";
    assertThat(complete(withSchema(schema, "")).responseFormat()).isNotNull();
  }

  @Test
  void schemas_are_bounded() {
    String deep = "{'items':".repeat(40) + "{}" + "}".repeat(40);
    assertThatThrownBy(() -> complete(withSchema(deep, ""))).hasMessageContaining("deep");
    String large = "{'title':'" + "x".repeat(66_000) + "'}";
    assertThatThrownBy(() -> complete(withSchema(large, ""))).hasMessageContaining("at most 65536");
    StringBuilder wide = new StringBuilder("{'properties':{");
    for (int i = 0; i < 3000; i++) {
      wide.append(i == 0 ? "" : ",").append("'p").append(i).append("':{'$ref':'#'}");
    }
    assertThatThrownBy(() -> complete(withSchema(wide + "}}", "")))
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> complete(withSchema("{'pattern':'" + "a?".repeat(40) + "'}", "")))
        .hasMessageContaining("may be missing");
    assertThatThrownBy(() -> complete(withSchema("{'pattern':'" + "a".repeat(1001) + "'}", "")))
        .hasMessageContaining("longer than 1000");
    String tools = "{'function':{'name':'f'}},".repeat(65);
    assertThatThrownBy(
            () ->
                complete("{'prompt':'a','tools':[" + tools.substring(0, tools.length() - 1) + "]}"))
        .hasMessageContaining("65 entries");
  }

  @Test
  void a_conversation_with_calls_and_their_results_stays_as_it_is() throws Exception {
    String json =
        "{'messages':[{'role':'user','content':'b'},{'role':'assistant','tool_calls':[{'id':'1',"
            + "'type':'function','function':{'name':'f','arguments':'{}'}}]},"
            + "{'role':'tool','content':'','tool_call_id':'1'}],'tools':[{'type':'function',"
            + "'function':{'name':'f'}}],'tool_choice':{'type':'function','function':{'name':'f'}},"
            + "'parallel_tool_calls':false}";
    LlmRequest complete = complete(json);
    assertThat(complete.messages()).isEqualTo(json(json).messages());
    String stored = Json.mapper().writeValueAsString(complete);
    assertThat(Json.mapper().readValue(stored, LlmRequest.class)).isEqualTo(complete);
  }

  private static String withSchema(String schema, String more) {
    return "{'prompt':'a','response_format':{'type':'json_schema','json_schema':{'name':'a',"
        + "'schema':"
        + schema
        + more
        + "}}}";
  }

  @Test
  void the_length_limit_is_shared_by_the_whole_conversation() throws Exception {
    String half = "x".repeat(1000);
    assertThat(complete("{'prompt':'" + half + "','system':'" + half + "'}").prompt())
        .isEqualTo(half);
    assertThatThrownBy(() -> complete("{'prompt':'" + half + "y','system':'" + half + "'}"))
        .hasMessageContaining("2001 characters")
        .hasMessageContaining("at most 2000")
        .hasMessageContaining("limits.max_prompt_chars");
    assertThatThrownBy(() -> complete("{'prompt':'a','stop':['" + "s".repeat(65) + "']}"))
        .hasMessageContaining("at most 64");
  }

  private static LlmRequest complete(String json) throws JsonProcessingException {
    return rules().complete(json(json));
  }

  private static LlmRequest json(String json) throws JsonProcessingException {
    return Json.mapper().readValue(json.replace('\'', '"'), LlmRequest.class);
  }

  private static LlmRequestRules rules() {
    return new LlmRequestRules(
        Miniature.settings("qwen2.5", false, installed), Miniatures.catalogue(installed, false));
  }
}
