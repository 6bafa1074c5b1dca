package dev.aischeduler.bench;

import dev.aischeduler.bench.text.Convention;
import dev.aischeduler.bench.text.SuiteLine;
import dev.aischeduler.bench.text.TextReport;
import dev.aischeduler.bench.text.TextScore;
import dev.aischeduler.jobs.tts.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores the reading of text to be spoken on test lines. */
@Command(
    name = "text",
    mixinStandardHelpOptions = true,
    description = {
      "Score how texts are read aloud on test lines, and list what differs.",
      "A line of a suite file is: suite, input, accepted outputs, with tabs between."
    })
final class TextCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--suite",
      paramLabel = "FILE",
      required = true,
      split = ",",
      description = "Test lines; several files with commas.")
  private List<Path> suites = List.of();

  @Option(
      names = "--strict",
      description = "Without the conventions of docs/text.md: only equal words count.")
  private boolean strict;

  @Override
  public Integer call() throws IOException {
    TextScore score = new TextScore(strict ? List.of() : Convention.all());
    for (Path suite : suites) {
      List<SuiteLine> lines = SuiteLine.read(suite);
      score.score(lines, language(lines));
    }
    PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    out.print(TextReport.of(score));
    out.flush();
    return 0;
  }

  /** The language in which most lines expect to be read. */
  private static Language language(List<SuiteLine> lines) {
    long mandarin =
        lines.stream()
            .filter(line -> line.accepted().get(0).codePoints().anyMatch(Language::isHan))
            .count();
    return 2 * mandarin > lines.size() ? Language.ZH : Language.EN;
  }
}
