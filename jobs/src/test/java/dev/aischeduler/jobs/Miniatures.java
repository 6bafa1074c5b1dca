package dev.aischeduler.jobs;

import dev.aischeduler.config.Machine;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.loading.SettingOverride;
import dev.aischeduler.config.loading.SettingsLoader;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.DeviceSpec;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shipped models, and what they run with. */
public final class Miniatures {
  public static final Path MODELS =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");

  /** A CPU that makes nobody wait. */
  public static final Device DEVICE =
      Devices.unshared(List.of(DeviceSpec.cpu()), ShippedTasks.types().all()).all().get(0);

  private Miniatures() {}

  /** The defaults on a machine of two cores, but for the folder of models and what is given. */
  public static Settings settings(Path installed, Map<String, String> given) {
    Stream<SettingOverride> overrides =
        Stream.concat(
                Stream.of(Map.entry("models.path", installed.toString())),
                given.entrySet().stream())
            .map(e -> new SettingOverride(e.getKey(), e.getValue(), "--" + e.getKey()));
    return new SettingsLoader(ShippedTasks.types(), Map.of(), installed, new Machine(2, "test"))
        .load(null, overrides.toList())
        .settings();
  }

  /** Installed models, and the miniatures where they may stand in. */
  public static ModelCatalogue catalogue(Path installed, boolean requireInstalled) {
    return new ModelCatalogue(installed, MODELS, requireInstalled);
  }

  /** Copies a miniature into a folder of its own, as an installed model. */
  public static Path install(String miniature, Path installed, String name) throws IOException {
    Path source = MODELS.resolve(miniature);
    Path target = installed.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
    return target;
  }
}
