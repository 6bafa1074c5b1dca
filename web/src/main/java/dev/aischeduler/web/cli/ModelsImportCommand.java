package dev.aischeduler.web.cli;

import dev.aischeduler.jobs.model.hub.files.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs a folder of this machine, without any network. */
@Command(
    name = "import",
    description = "Check a folder of this machine and install a copy of it; needs no network.")
final class ModelsImportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Parameters(paramLabel = "FOLDER", description = "A folder in one of the known layouts.")
  private Path folder = Path.of("");

  @Option(
      names = {"--name", "--as"},
      paramLabel = "NAME",
      description = "Name to install it under (default: the folder's).")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    ModelTools tools = ModelTools.of(options.load().settings());
    Path source = folder.toAbsolutePath().normalize();
    String own = String.valueOf(source.getFileName());
    TransferProgress progress =
        new TransferProgress(Specs.err(spec), Terminal.interactive(), System::nanoTime);
    try {
      Manifest installed = tools.hub().importFolder(source, name == null ? own : name, progress);
      ModelReports.installed(installed, tools, Specs.out(spec));
      return ExitCodes.OK;
    } finally {
      progress.end();
    }
  }
}
