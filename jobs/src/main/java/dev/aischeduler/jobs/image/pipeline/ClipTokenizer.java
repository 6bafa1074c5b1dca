package dev.aischeduler.jobs.image.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * CLIP's tokenizer (Radford et al. 2021) as diffusers folders store it, {@code vocab.json} and
 * {@code merges.txt}, in the form of a {@code tokenizer.json}: what transformers' own converter
 * writes.
 */
final class ClipTokenizer {
  private static final String BEGIN = "<|startoftext|>";
  private static final String END = "<|endoftext|>";
  private static final String WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  private ClipTokenizer() {}

  /** Whether a folder holds both files. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve("vocab.json"))
        && Files.isRegularFile(folder.resolve("merges.txt"));
  }

  /**
   * The tokenizer of a folder.
   *
   * @throws IOException when a file is damaged; names it
   */
  static JsonNode read(Path folder) throws IOException {
    Path file = folder.resolve("vocab.json");
    JsonNode vocabulary = Json.mapper().readTree(file.toFile());
    if (!vocabulary.path(BEGIN).isInt() || !vocabulary.path(END).isInt()) {
      throw new IOException(file + " lacks " + BEGIN + " or " + END + "; install the model again");
    }
    List<String> merges =
        Files.readAllLines(folder.resolve("merges.txt"), StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("#version") && line.contains(" "))
            .toList();
    ObjectNode tokenizer = Json.mapper().createObjectNode();
    tokenizer.put("version", "1.0");
    tokenizer.set(
        "added_tokens",
        tree(List.of(added(vocabulary, BEGIN, true), added(vocabulary, END, false))));
    tokenizer.set("normalizer", normalizer());
    tokenizer.set("pre_tokenizer", preTokenizer());
    tokenizer.set("post_processor", postProcessor(vocabulary));
    ObjectNode model = tokenizer.putObject("model");
    model.put("type", "BPE");
    model.put("unk_token", END);
    model.put("continuing_subword_prefix", "");
    model.put("end_of_word_suffix", "</w>");
    model.put("fuse_unk", false);
    model.set("vocab", vocabulary);
    model.set("merges", tree(merges));
    return tokenizer;
  }

  private static Map<String, Object> added(JsonNode vocabulary, String text, boolean normalized) {
    return Map.of(
        "id", vocabulary.get(text).asInt(),
        "content", text,
        "single_word", false,
        "lstrip", false,
        "rstrip", false,
        "normalized", normalized,
        "special", true);
  }

  private static JsonNode normalizer() {
    return sequence(
        "normalizers",
        Map.of("type", "NFC"),
        Map.of("type", "Replace", "pattern", Map.of("Regex", "\\s+"), "content", " "),
        Map.of("type", "Lowercase"));
  }

  private static JsonNode preTokenizer() {
    return sequence(
        "pretokenizers",
        Map.of(
            "type",
            "Split",
            "pattern",
            Map.of("Regex", WORDS),
            "behavior",
            "Removed",
            "invert",
            true),
        Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true));
  }

  private static JsonNode postProcessor(JsonNode vocabulary) {
    return tree(
        Map.of(
            "type",
            "RobertaProcessing",
            "sep",
            List.of(END, vocabulary.get(END).asInt()),
            "cls",
            List.of(BEGIN, vocabulary.get(BEGIN).asInt()),
            "trim_offsets",
            false,
            "add_prefix_space",
            false));
  }

  private static JsonNode sequence(String key, Object... parts) {
    return tree(Map.of("type", "Sequence", key, List.of(parts)));
  }

  private static JsonNode tree(Object value) {
    return Json.mapper().valueToTree(value);
  }
}
