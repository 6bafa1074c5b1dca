package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.db.shell.TextTable;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Groups the commands about the configuration. */
@Command(
    name = "config",
    description = "Check or show the configuration.",
    subcommands = {ConfigCommand.Check.class, ConfigCommand.Show.class})
public final class ConfigCommand {

  private static void warn(ResolvedSettings settings, PrintWriter err) {
    settings.warnings().forEach(warning -> err.println("warning: " + warning));
    err.flush();
  }

  /** Checks the configuration. */
  @Command(
      name = "check",
      description = "Check the configuration; print every problem and exit with 2 if there is one.")
  static final class Check implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
      warn(settings.load(), Outputs.err(spec));
      Outputs.out(spec).println("the configuration is valid");
      return ExitCodes.OK;
    }
  }

  /** Shows the settings in force and where each came from. */
  @Command(
      name = "show",
      description = "Show every setting and where its value came from; secrets are masked.")
  static final class Show implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    @Override
    public Integer call() {
      ResolvedSettings resolved = settings.load();
      PrintWriter out = Outputs.out(spec);
      if (json) {
        out.println(Json.mapper().valueToTree(resolved.values()).toPrettyString());
      } else {
        Outputs.print(
            new TextTable(
                List.of("SETTING", "VALUE", "FROM"),
                resolved.values().stream()
                    .map(one -> List.of(one.path(), String.valueOf(one.value()), one.origin()))
                    .toList()),
            out);
      }
      warn(resolved, Outputs.err(spec));
      out.flush();
      return ExitCodes.OK;
    }
  }
}
