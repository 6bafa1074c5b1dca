package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be opened is told in one sentence with its name and the remedy. */
final class StartFailureTest {
  @TempDir Path folder;

  /** Runs a command that must fail with this exit code; returns the sentence. */
  private String failure(int code, String command) throws Exception {
    Launcher launcher = new Launcher(Files.createTempDirectory(folder, "copy"), Map.of());
    String output = launcher.run("SCHEDULER_LOG_LEVEL=WARNING ./ai_scheduler " + command + "\n");
    assertThat(output).endsWith("\nexit " + code).doesNotContain("\tat ", "Exception", " ERROR ");
    String sentence = output.substring(0, output.lastIndexOf("exit ")).strip();
    assertThat(sentence.lines()).as(sentence).hasSize(1);
    return sentence;
  }

  @Test
  void a_taken_port_is_named_before_anything_is_opened() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure(5, "serve --port " + taken.getLocalPort()))
          .contains("127.0.0.1:" + taken.getLocalPort(), "server.port");
    }
  }

  @Test
  void a_folder_of_results_that_cannot_be_made_is_named() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(failure(5, "serve --port 0 --set artifacts.path=" + file.resolve("results")))
        .contains(file.toString(), "artifacts.path");
    assertThat(failure(5, "serve --port 0 --set artifacts.path=" + file))
        .contains(file.toString(), "artifacts.path");
  }

  @Test
  void read_only_folders_of_results_and_data_are_named() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16m", "none", disk.toString()))
        .as("right to mount a disk (root)")
        .isZero();
    try {
      Files.createDirectories(disk.resolve("results/drafts"));
      String data = " --set database.url=jdbc:h2:file:" + disk.resolve("data/scheduler");
      Files.createDirectory(disk.resolve("data"));
      assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
      assertThat(failure(5, "serve --port 0 --set artifacts.path=" + disk.resolve("results")))
          .contains(disk.resolve("results").toString(), "artifacts.path");
      assertThat(failure(5, "serve --port 0" + data)).contains(disk.toString(), "writable");
      assertThat(run("mount", "-o", "remount,rw", disk.toString())).isZero();
      try (ServerProcess server =
          ServerProcess.start(
              folder, "--set", "database.url=jdbc:h2:file:" + disk.resolve("data/scheduler"))) {
        server.terminate();
      }
      assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
      assertThat(failure(5, "serve --port 0" + data))
          .as("a database that was written before")
          .contains(disk.toString(), "writable");
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void files_of_submit_that_cannot_be_read_are_named() throws Exception {
    assertThat(failure(5, "submit absent.jsonl")).contains("absent.jsonl", "no such file");
    assertThat(failure(5, "submit " + folder)).contains(folder.toString(), "irectory");
    Path gbk = folder.resolve("gbk.jsonl");
    Files.write(gbk, "{\"prompt\":\"\u00d6\u00d0\"}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(failure(5, "submit " + gbk)).contains(gbk.toString(), "UTF-8");
    assertThat(failure(5, "submit - <" + gbk)).contains("UTF-8");
    assertThat(failure(5, "llm - <" + gbk)).contains("standard input", "UTF-8");
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
