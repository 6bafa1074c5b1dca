package dev.aischeduler.config.table;

import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.config.TaskTypes;
import java.util.List;
import java.util.stream.Stream;

/** What {@code engines} holds: which model each task type runs. */
final class EngineSettings {
  private static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String WORDS =
      "a name of letters, digits, dots, dashes and underscores, at most 64";

  private EngineSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all(TaskTypes types) {
    Stream<Setting> engines =
        types.specs().stream()
            .filter(TaskTypeSpec::hasModels)
            .map(
                spec ->
                    Setting.text(
                        "engines." + spec.type().wireName(),
                        spec.engine(),
                        FORM,
                        WORDS,
                        spec.title()
                            + "; a model of that name in models.path, else the miniature that"
                            + " stands in."));
    Setting required =
        Setting.flag(
            "engines.require_installed",
            false,
            "True makes a model that is not installed an error; no miniature stands in.");
    return Stream.concat(engines, Stream.of(required)).toList();
  }
}
