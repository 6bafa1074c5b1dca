package dev.aischeduler.bench.text;

import dev.aischeduler.jobs.tts.text.Language;
import dev.aischeduler.jobs.tts.text.MandarinScript;
import dev.aischeduler.jobs.tts.text.Script;
import dev.aischeduler.jobs.tts.text.Utterance;
import dev.aischeduler.jobs.tts.text.frontend.TextFrontEnd;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the front end says for test lines, and how much of it is expected. */
public final class TextScore {
  private final TextFrontEnd frontEnd =
      new TextFrontEnd(MandarinScript.HAN, EnumSet.allOf(Language.class));

  private final List<Convention> conventions;
  private final Map<String, Count> counts = new TreeMap<>();
  private final Map<String, Integer> uses = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();

  /**
   * Lines of one suite.
   *
   * @param lines all
   * @param strict equal as they stand
   * @param byConvention equal but for conventions
   */
  public record Count(int lines, int strict, int byConvention) {
    /** Sum of two. */
    public Count plus(Count other) {
      return new Count(
          lines + other.lines, strict + other.strict, byConvention + other.byConvention);
    }
  }

  /** A line that is said otherwise. */
  public record Difference(SuiteLine line, String said) {}

  /** Nothing scored yet. */
  public TextScore(List<Convention> conventions) {
    this.conventions = List.copyOf(conventions);
  }

  /**
   * Scores lines.
   *
   * @param fallback language of figures in lines without a word
   */
  public void score(List<SuiteLine> lines, Language fallback) {
    for (SuiteLine line : lines) {
      String said = said(line.input(), fallback);
      String plain = Reading.plain(said);
      boolean strict = line.accepted().stream().anyMatch(a -> Reading.plain(a).equals(plain));
      boolean convention = !strict && byConvention(line, plain);
      counts.merge(line.suite(), new Count(1, strict ? 1 : 0, convention ? 1 : 0), Count::plus);
      if (!strict && !convention) {
        differences.add(new Difference(line, said));
      }
    }
  }

  private boolean byConvention(SuiteLine line, String plain) {
    for (String accepted : line.accepted()) {
      List<String> used = Reading.equal(plain, Reading.plain(accepted), conventions);
      if (used != null) {
        used.forEach(name -> uses.merge(name, 1, Integer::sum));
        return true;
      }
    }
    return false;
  }

  private String said(String written, Language fallback) {
    Script script = frontEnd.read(written, fallback);
    return script.utterances().map(Utterance::text).collect(Collectors.joining(" "));
  }

  /** Counts by suite, in the order of their names. */
  public Map<String, Count> counts() {
    return counts;
  }

  /** How many lines each convention helped to be equal. */
  public Map<String, Integer> uses() {
    return uses;
  }

  /** Lines that are said otherwise, in their order. */
  public List<Difference> differences() {
    return differences;
  }
}
