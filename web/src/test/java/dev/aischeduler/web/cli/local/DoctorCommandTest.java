package dev.aischeduler.web.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.cli.TestCommands;
import dev.aischeduler.web.doctor.Finding;
import dev.aischeduler.web.doctor.Finding.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealApp.class)
final class DoctorCommandTest {
  private static final Finding FINE =
      new Finding("java", State.OK, "Java 17", "", Map.of("version", "17"));
  private static final Finding BROKEN =
      new Finding("port", State.PROBLEM, "port 80 is taken", "choose another", Map.of());

  private final StringWriter out = new StringWriter();
  private final int port;

  DoctorCommandTest(RunningApp app) {
    this.port = URI.create(app.http().address()).getPort();
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out.toString());
  }

  @Test
  void people_read_one_line_for_each_finding_and_its_remedy_below() {
    DoctorCommand.print(List.of(FINE, BROKEN), false, new PrintWriter(out));
    assertThat(out.toString().lines().map(String::stripTrailing))
        .containsExactly(
            "ok       java         Java 17",
            "PROBLEM  port         port 80 is taken",
            "                      -> choose another",
            "1 thing to fix");
  }

  @Test
  void scripts_read_json_and_the_exit_code() throws IOException {
    DoctorCommand.print(List.of(FINE, BROKEN), true, new PrintWriter(out));
    assertThat(json().path("fine").asBoolean()).isFalse();
    assertThat(json().at("/findings/1/state").asText()).isEqualTo("problem");
    assertThat(json().at("/findings/0/facts/version").asText()).isEqualTo("17");
    assertThat(DoctorCommand.exitCode(List.of(FINE))).isZero();
    assertThat(DoctorCommand.exitCode(List.of(FINE, BROKEN))).isEqualTo(1);
  }

  @Test
  void beside_a_running_server_the_port_is_fine() throws IOException {
    int code =
        TestCommands.run(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            "doctor",
            "--json",
            "--port",
            Integer.toString(port),
            "--set",
            "database.url=jdbc:h2:mem:doctor");
    JsonNode findings = json().path("findings");
    assertThat(findings.findValuesAsText("check")).contains("driver", "port", "model");
    assertThat(out.toString()).contains("AI Scheduler listens on port " + port);
    assertThat(code).isEqualTo(json().path("fine").asBoolean() ? 0 : 1);
  }
}
