package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a speech says: told beforehand, with the result, and as captions. */
@ExtendWith(RealApp.class)
final class SpeechTextTest {
  private static final String SPEECH = "/api/v1/tts/synthesize";
  private static final String PREVIEW = "/api/v1/tts/preview";

  private final Http http;

  SpeechTextTest(RunningApp app) {
    this.http = app.http();
  }

  @Test
  void a_preview_tells_the_words_and_stores_no_job() {
    int before = http.get("/api/v1/tasks?limit=200").json().path("tasks").size();

    JsonNode told =
        http.post(PREVIEW, "{\"text\":\"It costs $3.50. 打开GPU 😀。\",\"priority\":3}").json();

    assertThat(told.path("sentences").findValuesAsText("written"))
        .containsExactly("It costs $3.50.", "打开GPU 😀。");
    assertThat(told.at("/sentences/0/words").asText())
        .isEqualTo("it costs three dollars and fifty cents.");
    assertThat(told.at("/sentences/1/runs/0/text").asText()).isEqualTo("da3 kai1,");
    assertThat(told.at("/skipped/0").asText()).isEqualTo("😀");
    assertThat(http.get("/api/v1/tasks?limit=200").json().path("tasks")).hasSize(before);
  }

  @Test
  void a_preview_is_checked_as_a_submission_is() {
    for (String body :
        new String[] {
          "{}",
          "{\"text\":\" \"}",
          "{\"text\":\"hi\",\"speed\":9}",
          "{\"text\":\"hi\",\"nonsense\":1}",
          "{\"text\":\"hi\",\"lexicon\":{\"cat\":\"3\"}}",
          "{\"text\":\"hi\",\"lexicon\":{\"cat\":null}}",
        }) {
      Answer refused = http.post(PREVIEW, body);
      assertThat(refused.status()).as(body).isEqualTo(400);
      JsonNode same = http.post(SPEECH, body).json();
      assertThat(refused.json().path("detail")).isEqualTo(same.path("detail"));
    }
    assertThat(http.post("/api/v1/llm/preview", "{}").status()).isEqualTo(404);
  }

  @Test
  void an_entry_of_the_lexicon_is_spoken_and_a_wrong_one_is_named() {
    JsonNode told =
        http.post(
                PREVIEW,
                "{\"text\":\"nginx在重庆银行\",\"lexicon\":{\"nginx\":\"engine ex\","
                    + "\"重庆银行\":\"chong2 qing4 yin2 hang2\"}}")
            .json();
    assertThat(told.at("/sentences/0/words").asText()).isEqualTo("engine ex 在重庆银行.");
    assertThat(told.at("/sentences/0/runs/1/text").asText())
        .isEqualTo("zai4 chong2 qing4 yin2 hang2.");

    Answer refused = http.post(SPEECH, "{\"text\":\"hi\",\"lexicon\":{\"重庆\":\"chong9\"}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("重庆", "tone from 1 to 5");
  }

  @Test
  void a_speech_has_captions_unless_it_asks_for_none() {
    JsonNode task = http.post(SPEECH, "{\"text\":\"It costs $3.50. 打开GPU。\"}").json();
    assertThat(task.path("artifacts").findValuesAsText("name"))
        .containsExactly("speech.wav", "speech.srt", "speech.vtt");
    JsonNode spoken = task.path("result").path("spoken");
    assertThat(spoken.findValuesAsText("words"))
        .containsExactly("it costs three dollars and fifty cents.", "打开 g p u.");
    assertThat(spoken.at("/1/end_s").asDouble())
        .isLessThan(task.path("result").path("duration_s").asDouble());
    Answer vtt = http.get(task.at("/artifacts/2/url").asText());
    assertThat(vtt.header("Content-Type")).startsWith("text/vtt");
    assertThat(vtt.text()).startsWith("WEBVTT\n\n1\n00:00:00.050 --> ").contains("\n打开GPU。\n");

    JsonNode bare = http.post(SPEECH, "{\"text\":\"Hello.\",\"captions\":false}").json();
    assertThat(bare.path("artifacts").findValuesAsText("name")).containsExactly("speech.wav");
  }
}
