package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of docs/security.md, one after the other, beside a server process on an H2
 * file; then looks for every secret in what the server and the commands have written.
 */
final class SecurityGuideTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final String READY = "AI Scheduler is ready: ";
  private static final Path PRODUCT =
      Path.of(System.getProperty("ai_scheduler.home", "..")).toAbsolutePath();
  private static final List<String> CONFIGURED =
      List.of("the-database-s-password", "the-admin-s-configured-key", "hf_the-hub-s-token");

  @TempDir Path folder;

  @Test
  void every_command_of_the_guide_works_and_nothing_shows_a_secret() throws Exception {
    Path command = command();
    Process server = process(List.of(command.toString(), "serve", "--port", "0"), "").start();
    StringBuilder log = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String address = "";
      while (address.isEmpty()) {
        String line = lines.readLine();
        assertThat(line).as("the server starts: " + log).isNotNull();
        log.append(line).append('\n');
        address = line.startsWith(READY) ? line.substring(READY.length()) : "";
      }
      Process guide = process(List.of("sh", "-c", script()), address).start();
      guide.getOutputStream().close();
      String output = new String(guide.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(guide.waitFor()).as(output).isZero();
      assertThat(output).contains("shop-web", "revoked", "keys create --local", "(hidden)");
      // Process.destroy would close what it has still to say
      server.toHandle().destroy();
      lines.lines().forEach(line -> log.append(line).append('\n'));
      log.append(Files.readString(folder.resolve("server.log"))).append(output);
    } finally {
      server.destroyForcibly();
    }
    List<String> secrets = new ArrayList<>(CONFIGURED);
    secrets.addAll(Files.readAllLines(folder.resolve("secrets")));
    assertThat(secrets).hasSize(CONFIGURED.size() + 3).allMatch(secret -> secret.length() > 15);
    assertThat(log.toString()).contains("API key", "rotated").doesNotContain(secrets);
  }

  /** The blocks of the guide; the secrets that they keep in variables are noted aside. */
  private static String script() throws IOException {
    StringBuilder script = new StringBuilder("set -eu\n");
    Matcher blocks = BLOCK.matcher(Files.readString(PRODUCT.resolve("docs/security.md")));
    while (blocks.find()) {
      blocks
          .group(1)
          .lines()
          .forEach(
              line -> {
                script.append(line).append('\n');
                Matcher kept = Pattern.compile("export (\\w+_KEY)=.*").matcher(line);
                if (kept.matches()) {
                  script.append("echo \"$").append(kept.group(1)).append("\" >> secrets\n");
                }
              });
    }
    assertThat(script.toString().lines().filter(line -> line.contains("./ai_scheduler")).count())
        .isGreaterThan(8);
    return script.toString();
  }

  private Path command() throws IOException {
    Path command = folder.resolve("ai_scheduler");
    Files.writeString(
        command,
        "#!/bin/sh\nexec \""
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "\" -Xmx512m -Dai_scheduler.home='"
            + PRODUCT
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' dev.aischeduler.web.Main \"$@\"\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    return command;
  }

  private ProcessBuilder process(List<String> command, String server) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("SCHEDULER_URL", server);
    builder.environment().put("SCHEDULER_DATABASE_URL", "jdbc:h2:file:" + folder.resolve("jobs"));
    builder.environment().put("SCHEDULER_DATABASE_PASSWORD", CONFIGURED.get(0));
    builder.environment().put("SCHEDULER_SECURITY_API_KEY", CONFIGURED.get(1));
    builder.environment().put("HF_TOKEN", CONFIGURED.get(2));
    builder.environment().put("SCHEDULER_LOGGING_FILE", folder.resolve("server.log").toString());
    builder.environment().put("SCHEDULER_LOG_LEVEL", "DEBUG");
    return builder;
  }
}
