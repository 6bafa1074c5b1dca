package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.Miniatures;
import java.nio.file.Path;
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
      })
  void a_wrong_field_is_refused_by_name(String json, String field) {
    assertThatThrownBy(() -> complete(json))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field));
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
