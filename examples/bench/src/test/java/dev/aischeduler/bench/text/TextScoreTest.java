package dev.aischeduler.bench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.jobs.tts.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextScoreTest {
  @TempDir private Path folder;

  @Test
  void equal_lines_lines_equal_by_convention_and_others_are_counted_apart() throws IOException {
    Path file = folder.resolve("suite.tsv");
    Files.writeString(
        file,
        """
        money	It costs $7.	It costs seven dollars.
        sums	-7	negative seven	minus seven of them
        sums	-8	negative eight
        dates	9 May	the ninth of May
        wrong	3 kg	four kilograms
        """);
    TextScore score = new TextScore(Convention.all());

    score.score(SuiteLine.read(file), Language.EN);

    assertThat(score.counts())
        .containsEntry("money", new TextScore.Count(1, 1, 0))
        .containsEntry("sums", new TextScore.Count(2, 0, 2))
        .containsEntry("dates", new TextScore.Count(1, 0, 1))
        .containsEntry("wrong", new TextScore.Count(1, 0, 0));
    assertThat(score.uses()).containsEntry("negative is minus", 2);
    assertThat(score.differences()).extracting(d -> d.line().input()).containsExactly("3 kg");
    assertThat(TextReport.of(score)).contains("80.0 %", "three kilograms");
  }

  @Test
  void every_convention_of_the_table_is_explained_in_the_docs() throws IOException {
    String docs = Files.readString(Path.of("../../docs/text.md"));
    assertThat(Convention.all()).allSatisfy(c -> assertThat(docs).contains("| " + c.name() + " |"));
  }

  @Test
  void a_line_without_an_accepted_output_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("short.tsv"), "suite\t5\tfive\nsuite\t6\n");
    assertThatThrownBy(() -> SuiteLine.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("accepted");
  }

  @Test
  void letters_articles_and_marks_do_not_count() {
    List<String> same =
        List.of("The U.S. price, at 5 p.m.", "u s price at 5 p m", "US price at 5 PM");
    assertThat(same).allSatisfy(r -> assertThat(Reading.plain(r)).isEqualTo("us price at 5 pm"));
    assertThat(Reading.plain("二〇 二四年。")).isEqualTo("二零二四年");
  }
}
