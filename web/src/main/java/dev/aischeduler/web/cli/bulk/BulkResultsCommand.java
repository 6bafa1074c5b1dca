package dev.aischeduler.web.cli.bulk;

import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads what a run made. */
@Command(name = "results", description = "Save the results of a bulk run, also while it goes on.")
final class BulkResultsCommand implements Callable<Integer> {
  private static final Map<String, Saved> FILES =
      Map.of(
          "zip", Saved.of("results.zip"),
          "csv", Saved.of("results.csv"),
          "jsonl", Saved.of("results.jsonl"),
          "openai", new Saved("results.jsonl?format=openai", "openai.jsonl"),
          "rejects", Saved.of("rejects.csv"),
          "contact", Saved.of("contact.png"));

  /** What is asked for below the run, and the name of the file. */
  private record Saved(String path, String file) {
    static Saved of(String name) {
      return new Saved(name, name);
    }
  }

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "ID", description = "Id of the run.")
  private String id = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "zip",
      description =
          "What to save: zip (every file, the default), csv, jsonl, openai (lines as OpenAI's"
              + " batches answer), rejects (rows that were no jobs) or contact (pictures side by"
              + " side).")
  private String format = "zip";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: <id>-results.zip and so on).")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    Saved saved = FILES.get(format);
    if (saved == null) {
      throw new BadValueException(
          "--format: '" + format + "' must be one of zip, csv, jsonl, openai, rejects, contact");
    }
    // what the server refuses must leave no file behind
    remote.client().get(BulkCommand.path(id));
    Path file = output == null ? Path.of(id + "-" + saved.file()) : output;
    long bytes;
    try (OutputStream out = Files.newOutputStream(file)) {
      bytes = remote.client().downloadTo(BulkCommand.path(id) + "/" + saved.path(), out);
    }
    remote.err().println("saved " + file + " (" + bytes + " bytes)");
    remote.err().flush();
    return ExitCodes.OK;
  }
}
