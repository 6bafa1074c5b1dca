package dev.aischeduler.jobs.tts.voice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the {@code config.json} of a Coqui VITS model exported to ONNX. The order of the vocabulary
 * is that of Coqui's {@code VitsCharacters} and {@code BaseCharacters}.
 */
final class CoquiConfig {
  private static final String BLANK = "<BLNK>";

  private CoquiConfig() {}

  /**
   * The configuration in Coqui's terms.
   *
   * @throws IOException when something needed is missing, or the voice wants phonemes
   */
  static VoiceConfig read(JsonNode json, Path file) throws IOException {
    if (json.path("use_phonemes").asBoolean(false)) {
      throw new IOException(
          file
              + ": the voice reads phonemes (use_phonemes), which need a phonemizer that this server"
              + " does not have; install a voice trained on graphemes");
    }
    int rate = json.path("audio").path("sample_rate").asInt(22_050);
    SymbolTable symbols = symbols(json, file);
    Map<String, Integer> speakers = speakers(file.resolveSibling("speaker_ids.json"));
    Set<Language> languages = VoiceLanguages.of(speakers, language(json), file);
    MandarinScript script = symbols.has('的') ? MandarinScript.HAN : MandarinScript.PINYIN;
    JsonNode args = json.path("model_args");
    VoiceConfig.Scales scales =
        new VoiceConfig.Scales(
            (float) args.path("inference_noise_scale").asDouble(0.667),
            (float) args.path("length_scale").asDouble(1),
            (float) args.path("inference_noise_scale_dp").asDouble(1));
    return new VoiceConfig(rate, symbols, languages, script, speakers, scales);
  }

  private static SymbolTable symbols(JsonNode json, Path file) throws IOException {
    JsonNode characters = json.path("characters");
    if (characters.path("characters").asText("").isEmpty()) {
      throw new IOException(
          file + ": characters.characters is missing; export the voice with its config");
    }
    List<String> vocabulary = vocabulary(characters);
    Map<String, Long> ids = new HashMap<>();
    for (int i = 0; i < vocabulary.size(); i++) {
      ids.put(vocabulary.get(i), (long) i);
    }
    Map<Integer, List<Long>> byCharacter = new HashMap<>();
    ids.forEach(
        (symbol, id) -> {
          if (symbol.codePointCount(0, symbol.length()) == 1) {
            byCharacter.put(symbol.codePointAt(0), List.of(id));
          }
        });
    boolean blanks = json.path("add_blank").asBoolean(true);
    String blank = characters.path("blank").asText(BLANK);
    List<Long> separator = blanks ? id(ids, ids.containsKey(blank) ? blank : BLANK) : List.of();
    boolean framed = json.path("enable_eos_bos_chars").asBoolean(false);
    List<Long> start =
        new ArrayList<>(framed ? id(ids, characters.path("bos").asText("")) : List.of());
    start.addAll(separator);
    List<Long> end = framed ? id(ids, characters.path("eos").asText("")) : List.of();
    return new CharacterSymbols(Map.copyOf(byCharacter), List.copyOf(start), separator, end);
  }

  private static List<Long> id(Map<String, Long> ids, String symbol) {
    Long id = ids.get(symbol);
    return id == null ? List.of() : List.of(id);
  }

  private static List<String> vocabulary(JsonNode c) {
    boolean vits = c.path("characters_class").asText("VitsCharacters").endsWith("VitsCharacters");
    Stream<String> letters = letters(c.path("characters").asText());
    Stream<String> marks = letters(c.path("punctuations").asText(""));
    Stream<String> pad = special(c, "pad");
    if (vits) {
      Stream<String> phonemes = letters(c.path("phonemes").asText(""));
      return concat(List.of(pad, marks, letters, phonemes, Stream.of(BLANK)));
    }
    if (c.path("is_unique").asBoolean(true)) {
      letters = letters.distinct();
    }
    if (c.path("is_sorted").asBoolean(true)) {
      letters = letters.sorted();
    }
    return concat(
        List.of(pad, special(c, "eos"), special(c, "bos"), special(c, "blank"), letters, marks));
  }

  private static List<String> concat(List<Stream<String>> parts) {
    return parts.stream().flatMap(p -> p).toList();
  }

  private static Stream<String> letters(String text) {
    return text.equals("null") ? Stream.of() : text.codePoints().mapToObj(Character::toString);
  }

  private static Stream<String> special(JsonNode characters, String name) {
    JsonNode symbol = characters.path(name);
    return symbol.isTextual() && !symbol.asText().isEmpty()
        ? Stream.of(symbol.asText())
        : Stream.of();
  }

  private static String language(JsonNode json) {
    String dataset = json.path("datasets").path(0).path("language").asText("");
    String phonemes = json.path("phoneme_language").asText("");
    return dataset.isEmpty() || dataset.equals("null")
        ? (phonemes.equals("null") ? "" : phonemes)
        : dataset;
  }

  private static Map<String, Integer> speakers(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    Map<String, Integer> speakers = new HashMap<>();
    JsonNode json = Json.mapper().readTree(Files.readString(file));
    json.properties().forEach(e -> speakers.put(e.getKey(), e.getValue().asInt()));
    return Map.copyOf(speakers);
  }
}
