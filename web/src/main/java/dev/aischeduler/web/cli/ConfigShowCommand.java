package dev.aischeduler.web.cli;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.loading.ResolvedSetting;
import dev.aischeduler.config.loading.ResolvedSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the settings in force and where each came from. */
@Command(name = "show", description = "Show every setting and its origin; secrets are masked.")
final class ConfigShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @Override
  public Integer call() {
    ResolvedSettings resolved = settings.load();
    PrintWriter out = Specs.out(spec);
    if (json) {
      out.println(Json.mapper().valueToTree(resolved.values()).toPrettyString());
    } else {
      for (ResolvedSetting value : resolved.values()) {
        out.printf(Locale.ROOT, "%-44s %-44s %s%n", value.path(), value.value(), value.origin());
      }
    }
    resolved.warnings().forEach(warning -> Specs.err(spec).println("warning: " + warning));
    out.flush();
    return ExitCodes.OK;
  }
}
