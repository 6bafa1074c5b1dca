package dev.aischeduler.jobs.tts.voice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads Piper's {@code NAME.onnx.json}; format of piper's {@code PiperConfig}. */
final class PiperConfig {
  private PiperConfig() {}

  /**
   * The configuration in Piper's terms.
   *
   * @throws IOException when something needed is missing, or the voice wants phonemes
   */
  static VoiceConfig read(JsonNode json, Path file) throws IOException {
    String type = json.path("phoneme_type").asText("espeak");
    if (!type.equals("text") && !type.equals("pinyin")) {
      throw new IOException(
          file
              + ": the voice reads '"
              + type
              + "' phonemes, which need a phonemizer that this server does not have; install a voice"
              + " with phoneme_type text or pinyin, or a Coqui VITS voice trained without phonemes");
    }
    Map<String, List<Long>> ids = ids(json.path("phoneme_id_map"), file);
    Map<String, Integer> speakers = new HashMap<>();
    json.path("speaker_id_map")
        .properties()
        .forEach(e -> speakers.put(e.getKey(), e.getValue().asInt()));
    int rate = json.path("audio").path("sample_rate").asInt();
    if (rate < 4000 || rate > 192_000) {
      throw new IOException(file + ": audio.sample_rate must be 4000..192000, is " + rate);
    }
    JsonNode inference = json.path("inference");
    VoiceConfig.Scales scales =
        new VoiceConfig.Scales(
            (float) inference.path("noise_scale").asDouble(0.667),
            (float) inference.path("length_scale").asDouble(1),
            (float) inference.path("noise_w").asDouble(0.8));
    boolean pinyin = type.equals("pinyin");
    SymbolTable symbols = pinyin ? new PinyinSymbols(ids) : characters(ids);
    Set<Language> languages = VoiceLanguages.of(speakers, pinyin ? "zh" : language(json), file);
    MandarinScript script =
        !pinyin && symbols.has('的') ? MandarinScript.HAN : MandarinScript.PINYIN;
    return new VoiceConfig(rate, symbols, languages, script, Map.copyOf(speakers), scales);
  }

  private static String language(JsonNode json) {
    String family = json.path("language").path("family").asText("");
    String code =
        json.path("language").path("code").asText(json.path("espeak").path("voice").asText(""));
    return family.isEmpty() ? code : family;
  }

  private static Map<String, List<Long>> ids(JsonNode map, Path file) throws IOException {
    Map<String, List<Long>> ids = new HashMap<>();
    map.properties()
        .forEach(
            entry -> {
              List<Long> values = new ArrayList<>();
              entry.getValue().forEach(v -> values.add(v.asLong()));
              ids.put(entry.getKey(), List.copyOf(values));
            });
    if (!ids.containsKey("^") || !ids.containsKey("$") || !ids.containsKey("_")) {
      throw new IOException(file + ": phoneme_id_map must have the symbols ^, $ and _");
    }
    return Map.copyOf(ids);
  }

  /** Piper's order: start, pad, then each character followed by a pad, then end. */
  private static SymbolTable characters(Map<String, List<Long>> ids) {
    Map<Integer, List<Long>> byCharacter = new HashMap<>();
    ids.forEach(
        (symbol, values) -> {
          boolean character = symbol.codePointCount(0, symbol.length()) == 1;
          if (character && !"^$_".contains(symbol)) {
            byCharacter.put(symbol.codePointAt(0), values);
          }
        });
    List<Long> pad = ids.getOrDefault("_", List.of());
    List<Long> start = new ArrayList<>(ids.getOrDefault("^", List.of()));
    start.addAll(pad);
    return new CharacterSymbols(
        Map.copyOf(byCharacter), List.copyOf(start), pad, ids.getOrDefault("$", List.of()));
  }
}
