package dev.aischeduler.jobs.tts.text.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishLexicon;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SentenceSplitterTest {
  private static final int MEGABYTE = 1_000_000;

  private final SentenceSplitter splitter = new SentenceSplitter(EnglishLexicon.load());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mr. Smith met Dr. No.",
        "The U.S. Army came.",
        "Use tools, e.g. Python, i.e. Code.",
        "Apple Inc. said so.",
        "No. 5 is alive.",
        "Go to St. Louis.",
        "J. R. R. Tolkien wrote it.",
        "George W. Bush won.",
        "At 6 a.m. Monday or 7 p.m. EST.",
        "1. First item",
        "See Fig. B and pp. 3-5 of vol. II.",
        "She is 6 ft. tall.",
        "Wait... what?",
        "\"Wait!\" he cried.",
        "Rep. Lee and Gen. Grant spoke.",
        "On Sat. 7 June we rest.",
        "In 2010 Mount St. Helens slept.",
        "At 9 Elm St. 4 doors down.",
        "Version 2.5.1 of example.com works.",
        "Yahoo! is a firm.",
        "The max. temp. was high.",
        "Doe v. Roe was built c. 1850.",
        "5! = 120 is true.",
        "See 500 sq. mi. of land."
      })
  void one_sentence(String text) {
    assertThat(splitter.split(text))
        .extracting(SentenceSplitter.Sentence::text)
        .containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This is v2.5.|Next one.",
        "Pi is 3.14.|Then.",
        "Hello!|Next one?|Yes.",
        "He said \"Stop.\"|Then he left.",
        "He came at 5 p.m.|He left.",
        "It is in the U.S.|It is big.",
        "The firm is Acme Ltd.|The end.",
        "Apples, pears, etc.|Nothing else.",
        "Wow!|and then he left.",
        "I met Max.|He left.",
        "Use plan B.|Then go.",
        "He and I.|Then you.",
        "No.|I do not.",
        "I ate a fig.|Then I left.",
        "The cat sat.|The sun.",
        "On 14 Elm St.|It rained.",
        "At 5 Oak Dr.|Bring food.",
        "Well...|Then go.",
        "It is 5.|Then 6.",
        "你好。|再见！|Hello."
      })
  void several_sentences(String text) {
    assertThat(splitter.split(text.replace("|", " ")))
        .extracting(SentenceSplitter.Sentence::text)
        .containsExactly(text.split("\\|"));
  }

  @Test
  void lines_are_sentences_and_a_blank_one_ends_a_paragraph() {
    assertThat(splitter.split("1. First\n2. Second\n\nlast"))
        .containsExactly(
            new SentenceSplitter.Sentence("1. First", false),
            new SentenceSplitter.Sentence("2. Second", true),
            new SentenceSplitter.Sentence("last", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A. ", "Mr. ", ". ", ".", "e.g. ", "\n", "\" . \"", "a.b", "5 St. "})
  void a_long_text_takes_time_by_its_length(String piece) {
    String text = piece.repeat(MEGABYTE / piece.length());
    // linear time is below a second; what is quadratic takes hours
    assertTimeoutPreemptively(Duration.ofMinutes(2), () -> splitter.split(text));
  }
}
