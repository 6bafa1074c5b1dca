package dev.aischeduler.web.cli;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.web.Home;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the models that this machine has, and which engine would use which. */
@Command(name = "list", description = "List installed models and what each engine resolves to.")
final class ModelsListCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Override
  public Integer call() {
    Settings settings = options.load().settings();
    Home home = Home.ofProcess();
    ModelCatalogue catalogue =
        new ModelCatalogue(
            home.work().resolve(settings.models().path()),
            home.miniatures(),
            settings.engines().requireInstalled());
    PrintWriter out = Specs.out(spec);
    for (ModelFolder folder : catalogue.list()) {
      out.printf(
          "%-24s %-10s %s%n",
          folder.name(), folder.miniature() ? "miniature" : "installed", folder.path());
    }
    for (TaskType type : TaskType.values()) {
      String engine = settings.engines().of(type);
      String model = catalogue.resolve(type, engine).name();
      out.printf("engine %s of %s -> %s%n", engine, type.wireName(), model);
    }
    out.flush();
    return ExitCodes.OK;
  }
}
