package dev.aischeduler.jobs.tts.voice;

import java.util.Set;

/** The values for one run of a VITS graph, under every name that exports give them. */
final class VoiceInputs {
  /** Names of the input that holds the symbols. */
  static final Set<String> IDS = Set.of("input", "x", "text", "input_ids");

  /** Every input name that can be filled. */
  static final Set<String> NAMES =
      Set.of(
          "input",
          "x",
          "text",
          "input_ids",
          "input_lengths",
          "x_lengths",
          "x_length",
          "text_lengths",
          "scales",
          "noise_scale",
          "length_scale",
          "noise_scale_w",
          "noise_scale_dp",
          "noise_w",
          "sid",
          "langid");

  private final long[] ids;
  private final int speaker;
  private final VoiceConfig.Scales scales;

  /**
   * Values for one text.
   *
   * @param ids symbols of the text; not copied
   * @param speaker speaker id
   * @param scales noise, length (already divided by the speed), duration noise
   */
  VoiceInputs(long[] ids, int speaker, VoiceConfig.Scales scales) {
    this.ids = ids;
    this.speaker = speaker;
    this.scales = scales;
  }

  /** Values of an integer input. */
  long[] integers(String name) {
    if (IDS.contains(name)) {
      return ids;
    }
    return switch (name) {
      case "sid" -> new long[] {speaker};
      case "langid" -> new long[] {0};
      default -> new long[] {ids.length};
    };
  }

  /** Values of a float input. */
  float[] floats(String name) {
    return switch (name) {
      case "noise_scale" -> new float[] {scales.noise()};
      case "length_scale" -> new float[] {scales.length()};
      case "scales" -> new float[] {scales.noise(), scales.length(), scales.durationNoise()};
      default -> new float[] {scales.durationNoise()};
    };
  }
}
