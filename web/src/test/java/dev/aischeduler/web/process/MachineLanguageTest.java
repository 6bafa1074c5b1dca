package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real server and the command line, by the launcher, on machines of other languages. {@code
 * LC_ALL=C} is the real variable; languages are given to Java itself, because the launcher takes
 * them away before Java could see them.
 */
final class MachineLanguageTest {
  /** Digits that are not those of ASCII. */
  private static final String FOREIGN_DIGITS = "(?s).*[\\p{Nd}&&[^0-9]].*";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "C, en, US, America/St_Johns",
    "tr_TR.UTF-8, tr, TR, Asia/Kathmandu",
    "fa_IR.UTF-8, fa, IR, Asia/Tehran",
    "ar_EG.UTF-8, ar, EG, Pacific/Chatham"
  })
  void server_and_command_line_work(String variable, String language, String country, String zone)
      throws Exception {
    Launcher launcher =
        new Launcher(
            folder,
            Map.of(
                "LC_ALL",
                variable,
                "AI_SCHEDULER_JAVA_OPTS",
                "-XX:TieredStopAtLevel=1 -Duser.language="
                    + language
                    + " -Duser.country="
                    + country
                    + " -Duser.timezone="
                    + zone));
    try (ServerProcess server =
        ServerProcess.start(folder, launcher.script("exec ./ai_scheduler serve --port 0\n"))) {
      server.awaitReady();
      String url = " --url " + server.address();
      String drawn =
          launcher.run(
              "./ai_scheduler image '一只猫 İıiI' --width 64 --height 64 --steps 1 --tag 图 -o 图.png"
                  + url
                  + "\nls\n");
      assertThat(drawn).contains("saved 图.png", "\n图.png\n").endsWith("exit 0");
      String listed = launcher.run("./ai_scheduler list --tag 图 --json" + url);
      assertThat(listed).contains("\"图\"", "\"succeeded\"").doesNotMatch(FOREIGN_DIGITS);
      String lines = launcher.run("./ai_scheduler list --tag 图" + url);
      assertThat(lines).contains("image").doesNotMatch(FOREIGN_DIGITS);
      assertThat(launcher.run("echo 你好 | ./ai_scheduler llm - --max-tokens 4" + url))
          .doesNotMatch(FOREIGN_DIGITS)
          .endsWith("exit 0");
      assertThat(launcher.run("./ai_scheduler db shell -e \"SELECT request FROM job\""))
          .contains("一只猫 İıiI", "你好");
      assertThat(server.call("/metrics").body()).doesNotMatch(FOREIGN_DIGITS);
      assertThat(server.call("/api/v1/system/resources").body()).doesNotMatch(FOREIGN_DIGITS);
      assertThat(server.log()).doesNotContain(" ERROR ").doesNotMatch(FOREIGN_DIGITS);
    }
  }

  /** PostgreSQL refuses a session in a time zone that it does not know. */
  @Test
  void a_time_zone_that_postgresql_does_not_know_keeps_nobody_from_the_database() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder);
        ServerProcess server =
            ServerProcess.start(
                folder,
                Map.of("TZ", "CTT", "JAVA_TOOL_OPTIONS", "-Duser.timezone=CTT"),
                "--set",
                "database.url=" + database.url())) {
      assertThat(server.call("/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void arguments_that_the_locale_cannot_write_are_refused_without_the_launcher() throws Exception {
    Launcher launcher = new Launcher(folder, Map.of("LC_ALL", "C"));
    assertThat(
            launcher.run(
                "\"$JAVA_HOME/bin/java\" -cp target/builds/cpu-test/ai-scheduler.jar"
                    + " dev.aischeduler.web.Main llm 你好 --url http://127.0.0.1:1"))
        .contains("LC_ALL=C.UTF-8")
        .endsWith("exit 2");
  }
}
