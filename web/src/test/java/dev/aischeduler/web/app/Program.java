package dev.aischeduler.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs. Thread-safe. */
public final class Program {
  private static final long PATIENCE_S = 180;

  private Program() {}

  /** True when a command can be run and succeeds. */
  public static boolean works(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE_S, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a command prints, run in a folder; it must succeed within three minutes. */
  public static String output(Path folder, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("program", ".out");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(out);
      assertThat(ended).as("ended in time: " + text).isTrue();
      assertThat(process.waitFor()).as(text).isZero();
      return text;
    } finally {
      Files.delete(out);
    }
  }
}
