package dev.aischeduler.config;

import java.util.List;

/** What {@code engines} holds: which model each task type runs. */
final class EngineSettings {
  private static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String WORDS =
      "a name of letters, digits, dots, dashes and underscores, at most 64";

  private EngineSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    String engine = "; a model of that name in models.path, else the miniature that stands in.";
    return List.of(
        Setting.text("engines.llm", "qwen2.5", FORM, WORDS, "Language model" + engine),
        Setting.text("engines.tts", "coqui", FORM, WORDS, "Voice" + engine),
        Setting.text("engines.image", "sd1.5-turbo", FORM, WORDS, "Image model" + engine),
        Setting.flag(
            "engines.require_installed",
            false,
            "True makes a model that is not installed an error; no miniature stands in."));
  }
}
