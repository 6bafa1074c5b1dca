package dev.aischeduler.web.cli.models;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.hub.ModelHub;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.cli.exit.BadValueException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What the commands about models of this machine work with.
 *
 * @param settings in force
 * @param catalogue folders of weights
 * @param hub installs and removes them
 */
record ModelTools(Settings settings, ModelCatalogue catalogue, ModelHub hub) {

  /** The tools that a configuration describes. */
  static ModelTools of(Settings settings) {
    return of(settings, settings.hub().url());
  }

  /** The same with another hub. */
  static ModelTools of(Settings settings, String hubUrl) {
    Home home = Home.ofProcess();
    Path models = home.work().resolve(settings.models().path()).normalize();
    return new ModelTools(
        settings,
        new ModelCatalogue(models, home.miniatures(), settings.engines().requireInstalled()),
        hub(hubUrl, settings, models));
  }

  private static ModelHub hub(String url, Settings settings, Path models) {
    try {
      return ModelHub.of(
          url, settings.hub().token(), models, ShippedTasks.modules().layouts(), Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  /** Names of the installed models. */
  List<String> installed() {
    return catalogue.list().stream().filter(m -> !m.miniature()).map(m -> m.name()).toList();
  }

  /** The task types whose configured engine has this name. */
  List<TaskType> configuredFor(String name) {
    return settings.engines().byType().entrySet().stream()
        .filter(engine -> engine.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }
}
