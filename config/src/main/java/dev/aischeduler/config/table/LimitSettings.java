package dev.aischeduler.config.table;

import java.util.List;

/**
 * What {@code limits}, {@code bulk} and {@code retention} hold: how large jobs and manifests may
 * be, and how long they are kept.
 */
final class LimitSettings {

  private LimitSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.whole(
            "limits.max_prompt_chars", 32_000, 1, 10_000_000, "Longest prompt, in characters."),
        Setting.whole("limits.max_tokens", 4096, 1, 1_000_000, "Most tokens one job may generate."),
        Setting.whole("limits.max_text_chars", 5000, 1, 10_000_000, "Longest text to speak."),
        Setting.whole(
            "limits.max_audio_s", 600, 1, Setting.DAY_S, "Longest speech of one job, in seconds."),
        Setting.whole(
            "limits.max_image_side", 1024, 64, 16_384, "Largest width or height, in pixels."),
        Setting.whole("limits.max_images", 4, 1, 1000, "Most images one job may make."),
        Setting.whole("limits.max_steps", 150, 1, 10_000, "Most denoising steps of one picture."),
        Setting.whole(
            "limits.max_pixel_steps",
            1024L * 1024 * 50,
            1,
            1_000_000_000_000L,
            "Largest width x height x steps x images of one job."),
        Setting.whole(
            "bulk.max_body_bytes",
            1L << 30,
            1024,
            1L << 40,
            "Largest manifest of a bulk run as it is sent, in bytes; larger ones than 64 KiB wait on"
                + " disk."),
        Setting.whole(
            "bulk.max_manifest_bytes",
            4L << 30,
            1024,
            1L << 40,
            "Largest manifest of a bulk run, unpacked, in bytes."),
        Setting.whole(
            "bulk.max_rows",
            10_000_000,
            1,
            100_000_000,
            "Most rows of a manifest, without header."),
        Setting.whole(
            "bulk.yield_s",
            Setting.DAY_S,
            0,
            30 * Setting.DAY_S,
            "Seconds that items of bulk runs of priority 0 or 1 let other work go first, besides"
                + " what their priority says."),
        Setting.whole("retention.jobs_days", 30, 1, 36_500, "Days that finished jobs are kept."),
        Setting.whole(
            "retention.audit_days", 90, 1, 36_500, "Days that entries of the audit are kept."));
  }
}
