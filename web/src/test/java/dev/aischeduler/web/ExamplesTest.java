package dev.aischeduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.shell.DatabaseShell;
import dev.aischeduler.db.shell.Format;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.cli.TestCommands;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every file of examples does what it says. */
@ExtendWith(RealApp.class)
final class ExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "examples").toAbsolutePath();

  private final RunningApp app;
  @TempDir Path folder;

  ExamplesTest(RunningApp app) {
    this.app = app;
  }

  private String run(String script) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", EXAMPLES.resolve("curl").resolve(script).toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SCHEDULER_URL", app.http().address());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(script + ": " + output).isZero();
    return output;
  }

  private static List<Path> files(String kind) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(kind))) {
      return files.sorted().toList();
    }
  }

  @Test
  void the_chat_is_answered() throws Exception {
    JsonNode task = Json.mapper().readTree(run("chat.sh"));
    assertThat(task.path("status").asText()).isEqualTo("succeeded");
    assertThat(task.path("result").path("text").asText()).isNotEmpty();
  }

  @Test
  void the_stream_ends_with_the_result() throws Exception {
    assertThat(run("stream.sh")).contains("event: token", "event: result");
  }

  @Test
  void the_sentence_is_a_wav_file() throws Exception {
    run("speech.sh");
    assertThat(Files.readAllBytes(folder.resolve("speech.wav")))
        .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII))
        .hasSizeGreaterThan(20_000);
  }

  @Test
  void the_picture_is_waited_for_and_downloaded() throws Exception {
    assertThat(run("picture.sh")).contains("picture.png");
    assertThat(folder.resolve("picture.png"))
        .binaryContent()
        .contains("PNG".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void the_resources_name_the_lanes() throws Exception {
    assertThat(Json.mapper().readTree(run("resources.sh")).path("lanes")).hasSize(3);
  }

  @Test
  void every_script_is_run_here() throws IOException {
    assertThat(files("curl"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("chat.sh", "picture.sh", "resources.sh", "speech.sh", "stream.sh");
  }

  @Test
  void the_jobs_of_the_file_are_stored_and_succeed() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String url = app.http().address();
    String file = EXAMPLES.resolve("jsonl/tasks.jsonl").toString();
    int code =
        TestCommands.run(new PrintWriter(out), new PrintWriter(err), "submit", file, "--url", url);
    assertThat(code).as(err.toString()).isZero();
    List<String> ids = out.toString().lines().toList();
    assertThat(ids).hasSize(5);
    assertThat(ids)
        .allSatisfy(
            id -> assertThat(app.http().ended(id).path("status").asText()).isEqualTo("succeeded"));
  }

  @Test
  void the_poem_is_a_page_with_its_text_a_picture_and_a_sound_that_plays() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path poem = folder.resolve("poem");
    int code =
        TestCommands.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "workflow",
            "run",
            EXAMPLES.resolve("workflows/poem.yaml").toString(),
            "--input",
            "topic=rain & <b>wind</b>",
            "--save",
            poem.toString(),
            "--url",
            app.http().address());
    assertThat(code).as(out + " " + err).isZero();
    assertThat(out.toString()).contains("succeeded, 6 of 6 steps done", "skipped");
    String html = Files.readString(poem.resolve("page.html"));
    assertThat(html)
        .contains("<title>A poem about rain &amp; &lt;b&gt;wind&lt;/b&gt;</title>")
        .doesNotContain("<b>", "<script");
    String text = html.substring(html.indexOf("<p>") + 3, html.indexOf("</p>"));
    assertThat(text).isNotBlank();

    byte[] png = embedded(html, "image/png");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(picture.getWidth()).isEqualTo(64);

    byte[] wav = embedded(html, "audio/wav");
    try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
      double seconds = sound.getFrameLength() / sound.getFormat().getFrameRate();
      assertThat(sound.getFormat().getSampleSizeInBits()).isEqualTo(16);
      assertThat(seconds).isBetween(1.0, 600.0);
      byte[] samples = sound.readAllBytes();
      assertThat(samples)
          .hasSize((int) (sound.getFrameLength() * sound.getFormat().getFrameSize()));
      assertThat(IntStream.range(0, samples.length).filter(i -> samples[i] != 0).count())
          .as("samples that are not silent")
          .isGreaterThan(samples.length / 4);
    }
  }

  private static byte[] embedded(String html, String type) {
    String start = "src=\"data:" + type + ";base64,";
    int from = html.indexOf(start) + start.length();
    return Base64.getDecoder().decode(html.substring(from, html.indexOf('"', from)));
  }

  @ParameterizedTest
  @CsvSource({"audiobook.csv,tts,8", "pictures.jsonl,image,4", "openai-batch.jsonl,,3"})
  void every_manifest_runs_to_its_end_and_its_files_are_saved(
      String manifest, @Nullable String type, int items) throws IOException {
    List<String> run =
        new ArrayList<>(
            List.of("bulk", "run", EXAMPLES.resolve("bulk").resolve(manifest).toString()));
    run.addAll(
        List.of("--watch", "--artifact-names", "{line}-{key}", "--url", app.http().address()));
    if (type != null) {
      run.addAll(List.of("--type", type));
    }
    if (manifest.startsWith("pictures")) {
      run.addAll(
          List.of("--default", "width=128", "--default", "height=128", "--default", "steps=2"));
    }
    String report = command(run.toArray(new String[0]));
    assertThat(report).contains(items + " succeeded, 0 failed, 0 rejected");
    String id = report.substring(report.indexOf('(') + 1, report.indexOf(')'));
    Path zip = folder.resolve("all.zip");
    command("bulk", "results", id, "-o", zip.toString(), "--url", app.http().address());
    try (ZipFile files = new ZipFile(zip.toFile())) {
      assertThat(files.getEntry("results.csv")).isNotNull();
      assertThat(files.stream().map(ZipEntry::getName))
          .anyMatch(name -> name.matches("\\d+-[a-z0-9-]+\\.(wav|png)"));
    }
    if (manifest.startsWith("pictures")) {
      Path sheet = folder.resolve("sheet.png");
      command(
          "bulk",
          "results",
          id,
          "--format",
          "contact",
          "-o",
          sheet.toString(),
          "--url",
          app.http().address());
      assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(1352);
    }
    if (manifest.startsWith("audiobook")) {
      check(new AudioBook(app.http(), id), id, zip);
    }
  }

  /** The book is what its lines are, with the pauses between, and its marks lie in them. */
  private void check(AudioBook book, String id, Path zip) throws IOException {
    String[] pauses = {"--gap-ms", "600", "--chapter-gap-ms", "1500"};
    byte[] wav = saved(id, "sound", "book.wav", pauses);
    String captions = new String(saved(id, "vtt", "book.vtt", pauses), StandardCharsets.UTF_8);
    List<Integer> lines = book.framesOfLines(zip);
    assertThat(lines).hasSize(8);
    int rate = AudioBook.rate(wav);
    int gap = rate * 600 / 1000;
    int chapterGap = rate * 1500 / 1000;
    int frames = lines.stream().mapToInt(Integer::intValue).sum();
    assertThat(AudioBook.frames(wav)).isEqualTo(frames + 4 * gap + 3 * chapterGap);

    int second = lines.get(0) + gap + lines.get(1);
    int third = second + chapterGap + lines.get(2) + gap + lines.get(3);
    int fourth = third + chapterGap + lines.get(4) + gap + lines.get(5);
    assertThat(AudioBook.cues(wav))
        .containsExactly(
            "0 The Fox and the Snow · 狐狸和雪",
            second + chapterGap / 2 + " Chapter 1 · 第一章",
            third + chapterGap / 2 + " Chapter 2 · 第二章",
            fourth + chapterGap / 2 + " Chapter 3 · 第三章");
    for (int from : new int[] {second, third, fourth}) {
      assertThat(AudioBook.loudest(wav, from, from + chapterGap)).as("pause at " + from).isZero();
      assertThat(AudioBook.loudest(wav, from + chapterGap, from + chapterGap + 2 * rate))
          .as("speech after the pause at " + from)
          .isGreaterThan(1000);
    }
    assertThat(captions)
        .startsWith("WEBVTT")
        .contains("The Fox and the Snow.", "狐狸和雪。", "那天是12月12日");
    book.checkTimes(captions, (double) AudioBook.frames(wav) / rate);
  }

  private byte[] saved(String id, String format, String file, String... options)
      throws IOException {
    Path saved = folder.resolve(file);
    List<String> arguments = new ArrayList<>(List.of("bulk", "results", id, "--format", format));
    arguments.addAll(List.of("-o", saved.toString(), "--url", app.http().address()));
    arguments.addAll(List.of(options));
    command(arguments.toArray(new String[0]));
    return Files.readAllBytes(saved);
  }

  @Test
  void every_manifest_is_run_here() throws IOException {
    assertThat(files("bulk"))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("audiobook.csv", "openai-batch.jsonl", "pictures.jsonl");
  }

  private static String command(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = TestCommands.run(new PrintWriter(out), new PrintWriter(err), arguments);
    assertThat(code).as(err + "\n" + out).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void every_query_runs_on_both_databases(Dialect dialect) throws IOException {
    assertThat(files("sql")).isNotEmpty();
    try (Database database = TestDatabases.open(dialect)) {
      DatabaseShell shell = new DatabaseShell(database, false, 10);
      for (Path file : files("sql")) {
        StringWriter out = new StringWriter();
        try (Reader script = Files.newBufferedReader(file)) {
          shell.script(script, new PrintWriter(out), Format.CSV);
        }
        assertThat(out.toString()).as(file.toString()).contains(",");
      }
    }
  }
}
