package dev.aischeduler.jobs.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.voice.TinyGraph.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class VoiceTest {
  private static final Path MINIATURE =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models", "tts-mini");
  private static final OnnxRuntime RUNTIME = new OnnxRuntime(1);
  private static final List<Input> PIPER =
      List.of(
          new Input("input", TinyGraph.INT64, 2),
          new Input("input_lengths", TinyGraph.INT64, 1),
          new Input("scales", TinyGraph.FLOAT, 1));
  private static final List<Input> SHERPA =
      List.of(
          new Input("x", TinyGraph.INT32, 2),
          new Input("x_length", TinyGraph.INT32, 1),
          new Input("noise_scale", TinyGraph.FLOAT, 1),
          new Input("length_scale", TinyGraph.FLOAT, 1),
          new Input("noise_scale_w", TinyGraph.FLOAT, 1));
  private static final String PIPER_TEXT =
      """
      {"audio": {"sample_rate": 22050}, "phoneme_type": "text", "num_speakers": 1,
       "language": {"family": "en"}, "speaker_id_map": {},
       "phoneme_id_map": {"_": [0], "^": [1], "$": [2], " ": [3], ".": [4], "H": [5], "i": [6]}}
      """;

  @TempDir private Path folder;

  static Stream<JsonNode> golden() throws IOException {
    JsonNode file = Json.mapper().readTree(MINIATURE.resolve("golden.json").toFile());
    return StreamSupport.stream(file.get("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void the_miniature_gives_its_golden_samples(JsonNode expected) throws Exception {
    JsonNode tolerance =
        Json.mapper().readTree(MINIATURE.resolve("golden.json").toFile()).get("tolerance");
    Language language = expected.get("language").asText().equals("en") ? Language.EN : Language.ZH;
    String text = expected.get("text").asText();
    try (Voice voice = Voice.open(MINIATURE, RUNTIME)) {
      VoiceInputs inputs = voice.inputs(language, text, "", 1);
      assertThat(inputs.integers("input"))
          .containsExactly(
              StreamSupport.stream(expected.get("ids").spliterator(), false)
                  .mapToLong(JsonNode::asLong)
                  .toArray());
      assertThat(inputs.integers("sid")).containsExactly(expected.get("sid").asLong());

      float[] samples = say(voice, language, text, 1);

      assertThat(samples).hasSize(expected.get("length").asInt());
      int at = expected.get("samples_at").asInt();
      for (JsonNode value : expected.get("samples")) {
        assertThat((double) samples[at++])
            .isCloseTo(value.asDouble(), within(tolerance.get("samples").asDouble()));
      }
      double energy = 0;
      for (float s : samples) {
        energy += (double) s * s;
      }
      assertThat(Math.sqrt(energy / samples.length))
          .isCloseTo(expected.get("rms").asDouble(), within(tolerance.get("rms").asDouble()));
      assertThat(say(voice, language, text, 0.5))
          .hasSize(expected.get("length_at_length_scale_2").asInt());
    }
  }

  @Test
  void a_piper_voice_with_one_speaker_has_no_sid_and_reads_capitals_if_it_knows_no_others()
      throws Exception {
    install(PIPER, "en_US-one.onnx", "en_US-one.onnx.json", PIPER_TEXT);

    try (Voice voice = Voice.open(folder, RUNTIME)) {
      assertThat(voice.sampleRate()).isEqualTo(22_050);
      assertThat(voice.description().languages()).containsExactly(Language.EN);
      assertThat(voice.description().speakers()).isEmpty();
      assertThat(say(voice, Language.EN, "hi q.", 1))
          .containsExactly(1, 0, 5, 0, 6, 0, 3, 0, 4, 0, 2);
    }
  }

  @Test
  void a_piper_voice_of_pinyin_parts_gets_initials_finals_and_tones() throws Exception {
    install(
        SHERPA,
        "zh.onnx",
        "zh.onnx.json",
        """
        {"audio": {"sample_rate": 16000}, "phoneme_type": "pinyin",
         "phoneme_id_map": {"_": [0], "^": [1], "$": [2], "Ø": [3], "n": [4], "sh": [5], "i": [6],
           "ang": [7], "er": [8], "2": [11], "3": [12], "4": [13], "，": [20], "。": [21]}}
        """);

    try (Voice voice = Voice.open(folder, RUNTIME)) {
      assertThat(voice.description().languages()).containsExactly(Language.ZH);
      Script script = voice.read("你二，上。", Language.ZH);
      assertThat(script.sentences().get(0).utterances().get(0).text())
          .isEqualTo("ni3 er4, shang4.");
      assertThat(say(voice, Language.ZH, "ni3 er4, shang4.", 1))
          .containsExactly(1, 0, 4, 6, 12, 0, 3, 8, 13, 0, 20, 0, 5, 7, 13, 0, 21, 0, 2);
    }
  }

  @Test
  void a_coqui_vits_voice_uses_the_order_of_vits_characters_and_blanks() throws Exception {
    install(
        PIPER,
        "model.onnx",
        "config.json",
        """
        {"model": "vits", "audio": {"sample_rate": 22050}, "use_phonemes": false, "add_blank": true,
         "datasets": [{"language": "en"}],
         "characters": {"characters_class": "TTS.tts.models.vits.VitsCharacters", "pad": "_",
           "punctuations": "!.", "characters": "hi", "phonemes": null}}
        """);

    try (Voice voice = Voice.open(folder, RUNTIME)) {
      // 0 pad, 1 !, 2 ., 3 h, 4 i, 5 blank
      assertThat(say(voice, Language.EN, "hi.", 1)).containsExactly(5, 3, 5, 4, 5, 2, 5);
    }
  }

  @Test
  void a_coqui_grapheme_voice_sorts_its_letters_and_frames_the_text() throws Exception {
    install(
        PIPER,
        "model.onnx",
        "config.json",
        """
        {"audio": {"sample_rate": 22050}, "add_blank": false, "enable_eos_bos_chars": true,
         "datasets": [{"language": "zh-cn"}],
         "characters": {"characters_class": "TTS.tts.utils.text.characters.Graphemes", "pad": "<PAD>",
           "eos": "<EOS>", "bos": "<BOS>", "blank": null, "punctuations": ".", "characters": "的好你你",
           "is_unique": true, "is_sorted": true}}
        """);

    try (Voice voice = Voice.open(folder, RUNTIME)) {
      // 0 pad, 1 end, 2 start, 3 你, 4 好, 5 的, 6 .
      Script script = voice.read("你好的。", Language.ZH);
      assertThat(script.sentences().get(0).utterances().get(0).text()).isEqualTo("你好的.");
      assertThat(say(voice, Language.ZH, "你好的.", 1)).containsExactly(2, 3, 4, 5, 6, 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          v.onnx.json | {"phoneme_type": "espeak"}                                        | phonemizer
          v.onnx.json | {"phoneme_type": "text", "phoneme_id_map": {"a": [1]}}            | ^, $ and _
          v.onnx.json | {"phoneme_type": "text", "phoneme_id_map": {"^":[1],"$":[2],"_":[0]}} | sample_rate
          v.onnx.json | {"phoneme_type":                                                  | not valid JSON
          config.json | {"use_phonemes": true}                                            | graphemes
          config.json | {"characters": {}}                                                | characters.characters
          other.json  | {}                                                                | holds no voice
          """)
  void an_unusable_folder_is_refused_with_the_remedy(String name, String config, String message)
      throws Exception {
    install(PIPER, "v.onnx", name, config);

    assertThatThrownBy(() -> Voice.open(folder, RUNTIME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void a_voice_of_an_unsupported_language_is_refused() throws Exception {
    install(PIPER, "v.onnx", "v.onnx.json", PIPER_TEXT.replace("\"en\"", "\"de\""));

    assertThatThrownBy(() -> Voice.open(folder, RUNTIME)).hasMessageContaining("'de'");
  }

  @Test
  void a_graph_that_is_no_voice_is_refused_by_the_name_of_its_input() throws Exception {
    install(
        List.of(
            new Input("input", TinyGraph.INT64, 2), new Input("pixel_values", TinyGraph.FLOAT, 2)),
        "v.onnx",
        "v.onnx.json",
        PIPER_TEXT);

    assertThatThrownBy(() -> Voice.open(folder, RUNTIME))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("pixel_values");
  }

  private void install(List<Input> inputs, String weights, String config, String json)
      throws IOException {
    Files.write(folder.resolve(weights), TinyGraph.model(inputs));
    Files.writeString(folder.resolve(config), json);
  }

  private static float[] say(Voice voice, Language language, String text, double speed)
      throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      return voice.say(language, text, "", speed, options);
    }
  }
}
