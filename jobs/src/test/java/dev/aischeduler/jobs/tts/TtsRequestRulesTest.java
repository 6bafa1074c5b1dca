package dev.aischeduler.jobs.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TtsRequestRulesTest {
  @TempDir private Path folder;
  private TtsRequestRules rules;

  @BeforeEach
  void smallLimits() {
    Map<String, String> limits = Map.of("limits.max_text_chars", "300", "limits.max_audio_s", "10");
    rules = new TtsRequestRules(SpeechFixture.settings(folder, 1, limits));
  }

  @Test
  void what_is_left_out_is_filled_in() throws Exception {
    assertThat(rules.checked(read("{\"text\": \"hi\"}")))
        .isEqualTo(new TtsRequest("hi", "coqui", 1.0, "auto", "wav", null, null, true, null));
    assertThat(rules.checked(read("{\"text\": \"hi\", \"model\": \"amy\"}")))
        .isEqualTo(new TtsRequest("hi", "amy", 1.0, "auto", "wav", "amy", null, true, null));
  }

  @Test
  void the_documented_request_is_kept_as_it_is() throws Exception {
    TtsRequest request = read("{\"text\":\"这是一段测试文本\",\"voice\":\"coqui\",\"speed\":1.0}");

    assertThat(rules.checked(request))
        .isEqualTo(new TtsRequest("这是一段测试文本", "coqui", 1.0, "auto", "wav", null, null, true, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          {"voice": "coqui"}                      | text     | missing
          {"text": "  "}                          | text     | blank
          {"text": "hi", "speed": 0.2}            | speed    | between 0.25 and 4
          {"text": "hi", "speed": 4.1}            | speed    | between 0.25 and 4
          {"text": "hi", "language": "de"}        | language | auto, en, zh
          {"text": "hi", "format": "ogg"}         | format   | mp3, wav
          {"text": "hi", "voice": ""}             | voice    | blank
          {"text": "hi", "model": " "}            | model    | blank
          {"text": "hi", "lexicon": {"重庆": "qing6"}} | lexicon | lexicon entry '重庆'
          {"text": "hi", "lexicon": {"8": "eight"}} | lexicon | letter
          """)
  void each_wrong_field_is_named_with_the_remedy(String json, String field, String message)
      throws Exception {
    TtsRequest request = read(json);

    assertThatThrownBy(() -> rules.checked(request))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessageContaining(message);
  }

  @Test
  void a_text_that_would_take_too_long_is_refused_at_submission() {
    TtsRequest long20s =
        new TtsRequest("很".repeat(140), null, null, null, null, null, null, null, null);

    assertThatThrownBy(() -> rules.checked(long20s)).hasMessageContaining("limits.max_audio_s");
    assertThat(
            rules.checked(
                new TtsRequest("很".repeat(140), null, 3.0, null, null, null, null, null, null)))
        .isNotNull();
    assertThatThrownBy(
            () ->
                rules.checked(
                    new TtsRequest("a".repeat(301), null, 4.0, null, null, null, null, null, null)))
        .hasMessageContaining("301 characters");
  }

  @Test
  void unknown_keys_and_coerced_values_are_no_requests() {
    assertThatThrownBy(() -> read("{\"text\": \"hi\", \"pitch\": 2}"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> read("{\"text\": \"hi\", \"speed\": \"1\"}"))
        .isInstanceOf(JsonProcessingException.class);
  }

  private static TtsRequest read(String json) throws JsonProcessingException {
    return Json.mapper().readValue(json, TtsRequest.class);
  }
}
