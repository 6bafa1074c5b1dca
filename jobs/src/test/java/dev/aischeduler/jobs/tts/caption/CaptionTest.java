package dev.aischeduler.jobs.tts.caption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cues and the files that hold them. */
final class CaptionTest {
  private static final Pattern TIMES =
      Pattern.compile(
          "(\\d\\d):(\\d\\d):(\\d\\d)[.,](\\d{3}) --> (\\d\\d):(\\d\\d):(\\d\\d)[.,](\\d{3})");

  private final CueMaker maker = new CueMaker();

  @Test
  void a_short_sentence_is_one_cue() {
    assertThat(
            maker.cues(
                List.of(new Clause(0.05, 1, "打开", false), new Clause(1.03, 2, "GPU。", true))))
        .containsExactly(new Cue(50, 2000, "打开GPU。"));
  }

  @Test
  void a_long_sentence_is_parted_at_the_end_of_a_clause() {
    String clause = "this clause has some words,";
    List<Cue> cues =
        maker.cues(
            List.of(
                new Clause(0, 2, clause + " ", true),
                new Clause(2.1, 4, clause + " ", true),
                new Clause(4.1, 4.5, "ABC", false),
                new Clause(4.6, 8, clause, true)));

    assertThat(cues)
        .containsExactly(
            new Cue(0, 4000, clause + " " + clause), new Cue(4100, 8000, "ABC" + clause));
  }

  @Test
  void a_clause_too_long_by_itself_is_parted_at_its_marks_and_shares_its_time() {
    String half = "forty letters and a comma make this one,";
    List<Cue> cues = maker.cues(List.of(new Clause(0, 9, (half + " ").repeat(3).strip(), true)));

    assertThat(cues).extracting(Cue::text).allMatch(text -> text.length() <= 84);
    assertThat(cues).extracting(Cue::text).allMatch(text -> text.endsWith(","));
    assertThat(cues.get(0).fromMs()).isZero();
    assertThat(cues.get(cues.size() - 1).toMs()).isEqualTo(9000);
  }

  @Test
  void webvtt_escapes_what_would_be_markup() {
    List<Cue> cues = List.of(new Cue(50, 3_661_007, "a < b & c --> d"));

    assertThat(CaptionFormat.VTT.write(cues))
        .isEqualTo("WEBVTT\n\n1\n00:00:00.050 --> 01:01:01.007\na &lt; b &amp; c --&gt; d\n");
    assertThat(CaptionFormat.SRT.write(cues))
        .isEqualTo("1\n00:00:00,050 --> 01:01:01,007\na < b & c → d\n");
  }

  @Test
  void whatever_is_said_the_files_hold_its_cues_in_order_and_no_letter_is_lost() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      List<Clause> clauses = clauses(random);
      List<Cue> cues = maker.cues(clauses);
      String said = clauses.stream().map(Clause::text).collect(Collectors.joining());
      assertThat(cues.stream().map(Cue::text).collect(Collectors.joining()).replaceAll("\\s", ""))
          .isEqualTo(said.replaceAll("\\s", ""));
      long last = 0;
      for (Cue cue : cues) {
        assertThat(cue.fromMs()).isGreaterThanOrEqualTo(last);
        assertThat(cue.toMs()).isGreaterThan(cue.fromMs());
        assertThat(cue.toMs() - cue.fromMs()).isLessThanOrEqualTo(9000);
        last = cue.toMs();
      }
      String vtt = CaptionFormat.VTT.write(cues);
      assertThat(vtt).startsWith("WEBVTT\n\n");
      assertThat(parsed(vtt.substring(8)))
          .isEqualTo(cues.stream().map(c -> c.text()).map(CaptionTest::escaped).toList());
      assertThat(parsed(CaptionFormat.SRT.write(cues)))
          .isEqualTo(cues.stream().map(c -> c.text().replace("-->", "→")).toList());
    }
  }

  private static List<Clause> clauses(Random random) {
    String letters = "abc def, 你好，。<>&-->x ";
    List<Clause> clauses = new ArrayList<>();
    double at = random.nextDouble();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("x");
      int length = random.nextInt(130);
      random.ints(length, 0, letters.length()).forEach(c -> text.append(letters.charAt(c)));
      double to = at + 0.1 + text.length() * 0.07;
      clauses.add(new Clause(at, to, text.toString(), random.nextBoolean()));
      at = to + 0.03;
    }
    return clauses;
  }

  /** The texts of the cues of a file, whose numbers and times are checked. */
  private static List<String> parsed(String file) {
    List<String> texts = new ArrayList<>();
    assertThat(file).endsWith("\n").doesNotContain("\r");
    for (String block : file.split("\n\n", -1)) {
      List<String> lines = block.strip().lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).isEqualTo(Integer.toString(texts.size() + 1));
      Matcher times = TIMES.matcher(lines.get(1));
      assertThat(times.matches()).as(lines.get(1)).isTrue();
      texts.add(lines.get(2));
    }
    return texts;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
