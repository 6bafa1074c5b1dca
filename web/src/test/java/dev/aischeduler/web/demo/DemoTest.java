package dev.aischeduler.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.terminal.ProgressBars;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that people try must work. */
final class DemoTest {
  @TempDir Path folder;

  @Test
  void the_demonstration_saves_texts_sounds_pictures_and_a_page() throws Exception {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    try (Demo demo = Demo.start(out, ProgressBars.lines(out), folder)) {
      assertThat(demo.run()).as(printed.toString()).isTrue();
    }
    assertThat(folder)
        .isDirectoryContaining("glob:**chat-{en,zh}.txt")
        .isDirectoryContaining("glob:**speech-{en,zh}.wav")
        .isDirectoryContaining("glob:**picture-{1,2,3}.png");
    assertThat(Files.readString(folder.resolve("chat-zh.txt"))).contains("调度器");
    assertThat(Files.readString(folder.resolve("index.html"))).contains("picture-3.png", "<audio");
    assertThat(printed.toString()).contains("real-time factor", "tokens/s", "succeeded");
  }
}
