package dev.aischeduler.jobs.tts;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.SettingProblem;
import dev.aischeduler.config.loading.SettingsException;
import dev.aischeduler.jobs.tts.text.frontend.Lexicon;
import dev.aischeduler.jobs.tts.text.frontend.LexiconException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The dictionary of the setting {@code lexicon}. */
final class ConfiguredLexicon {
  private ConfiguredLexicon() {}

  /**
   * The dictionary.
   *
   * @throws SettingsException names every entry that cannot be used
   */
  static Lexicon of(Settings settings) {
    List<SettingProblem> problems = problems(settings);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return Lexicon.of(settings.lexicon());
  }

  /** What is wrong with its entries, each with the remedy. */
  static List<SettingProblem> problems(Settings settings) {
    List<SettingProblem> problems = new ArrayList<>();
    settings
        .lexicon()
        .forEach(
            (word, reading) -> {
              try {
                Lexicon.of(Map.of(word, reading));
              } catch (LexiconException e) {
                problems.add(new SettingProblem("lexicon." + word, "lexicon", e.getMessage()));
              }
            });
    return problems;
  }
}
