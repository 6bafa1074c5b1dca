package dev.aischeduler.web.cli.bulk;

import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
          "contact", Saved.of("contact.png"),
          "sound", Saved.of("sound.wav"),
          "vtt", Saved.of("sound.vtt"),
          "srt", Saved.of("sound.srt"),
          "chapters", Saved.of("chapters.vtt"));
  private static final Set<String> JOINED = Set.of("sound", "vtt", "srt", "chapters");

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
              + " batches answer), rejects (rows that were no jobs), contact (pictures side by"
              + " side), sound (all sounds joined to one WAV with chapters), or of that sound: vtt"
              + " or srt (captions), chapters.")
  private String format = "zip";

  @Option(
      names = "--gap-ms",
      paramLabel = "MS",
      description = "Silence between joined sounds (default: 250).")
  private @Nullable Integer gapMs;

  @Option(
      names = "--chapter-gap-ms",
      paramLabel = "MS",
      description = "Silence before a chapter (default: as --gap-ms).")
  private @Nullable Integer chapterGapMs;

  @Option(
      names = "--after",
      paramLabel = "ITEM",
      description = "Join only sounds of items behind this one.")
  private @Nullable Integer after;

  @Option(names = "--limit", paramLabel = "N", description = "Join so many sounds at most.")
  private @Nullable Integer limit;

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
          "--format: '"
              + format
              + "' must be one of zip, csv, jsonl, openai, rejects, contact, sound, vtt, srt, chapters");
    }
    String query = query();
    if (!query.isEmpty() && !JOINED.contains(format)) {
      throw new BadValueException(
          "--gap-ms, --chapter-gap-ms, --after and --limit are of --format sound, vtt, srt and"
              + " chapters");
    }
    // what the server refuses must leave no file behind
    remote.client().get(BulkCommand.path(id));
    Path file = output == null ? Path.of(id + "-" + saved.file()) : output;
    long bytes;
    try (OutputStream out = Files.newOutputStream(file)) {
      bytes = remote.client().downloadTo(BulkCommand.path(id) + "/" + saved.path() + query, out);
    }
    remote.err().println("saved " + file + " (" + bytes + " bytes)");
    remote.err().flush();
    return ExitCodes.OK;
  }

  private String query() {
    Map<String, @Nullable Integer> values = new LinkedHashMap<>();
    values.put("gap_ms", gapMs);
    values.put("chapter_gap_ms", chapterGapMs);
    values.put("after", after);
    values.put("limit", limit);
    String query =
        values.entrySet().stream()
            .filter(value -> value.getValue() != null)
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }
}
