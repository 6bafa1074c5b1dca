package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Contract;
import dev.aischeduler.web.app.LogLines;
import dev.aischeduler.web.hostile.ContractRequests;
import dev.aischeduler.web.hostile.HostileLoad;
import dev.aischeduler.web.hostile.HostileRequest;
import dev.aischeduler.web.hostile.ProblemCheck;
import dev.aischeduler.web.hostile.RawAnswer;
import dev.aischeduler.web.hostile.RawClient;
import dev.aischeduler.web.process.Drills;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every route of openapi.yaml and every page, with requests generated from the contract and sent by
 * every kind of caller, on each database. {@code -Dseed=...} sends the requests of a run again,
 * {@code -Drequests=...} another number.
 */
@Tag("drill")
final class ContractFuzzTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What any operation answers to what is no well-formed request, says the contract's head. */
  private static final Set<Integer> OF_ANY = Set.of(400, 405, 408, 413, 414, 415, 431);

  private static final String RUN = "{\"prompt\":\"a\"}";
  private static final String WORKFLOW =
      "{\"definition\":{\"name\":\"w\",\"steps\":{\"one\":{\"task\":\"llm\",\"request\":{\"prompt\":\"a\"}}}}}";
  private static final String SCHEDULE =
      "{\"name\":\"nightly\",\"when\":\"0 3 * * *\",\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"a\"}}}";

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void every_caller_is_answered_or_refused_as_the_contract_says(Dialect dialect) throws Exception {
    long seed = Long.getLong("seed", System.currentTimeMillis());
    Drills.report("requests of the contract on %s: seed %d", dialect, seed);
    try (SecuredApp app =
            new SecuredApp(
                dialect,
                Map.of(
                    "server.wait_s", "1", "server.openai_wait_s", "1", "database.pool_size", "8"));
        LogLines log = new LogLines()) {
      HostileLoad load = attack(app, seed, dialect);
      assertThat(load.faults()).as("seed " + seed).isEmpty();
      // jobs that were told to fail do so, with their own trace
      assertThat(log.errors())
          .as("seed " + seed)
          .allMatch(line -> line.contains("scripted failure"));
      assertThat(app.http().get("/healthz").status()).isEqualTo(200);
      assertThat(load.statuses()).containsKeys("200", "400", "401", "403", "404");
    }
  }

  private static HostileLoad attack(SecuredApp app, long seed, Dialect dialect) throws Exception {
    Contract contract = app.http().contract();
    List<String> endpoints = app.app().application().endpoints().stream().sorted().toList();
    ContractRequests requests =
        new ContractRequests(seed, contract, endpoints, AllCallers.of(app), known(app));
    RawClient client = new RawClient(URI.create(app.http().address()), PATIENCE, true);
    HostileLoad load =
        new HostileLoad(
            client,
            requests::request,
            new ProblemCheck(contract),
            (request, answer) -> admitted(app, requests, request, answer),
            (request, answer) -> undocumented(contract, requests, request, answer));
    long start = System.nanoTime();
    int count = Integer.getInteger("requests", Drills.size(600, 100_000));
    load.send(0, count);
    Drills.report(
        "requests of the contract on %s: %d in %d s, %d routes, answers %s, %d faults",
        dialect,
        count,
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        endpoints.size(),
        load.statuses(),
        load.faults().size());
    return load;
  }

  /** Who has no valid key gets nothing but from what is open to all. */
  private static Optional<String> admitted(
      SecuredApp app, ContractRequests requests, HostileRequest request, RawAnswer answer) {
    boolean open =
        app.app()
            .application()
            .access(requests.endpoint(request.number()))
            .filter(access -> !access.open())
            .isEmpty();
    boolean valid = requests.credential(request.number()).valid();
    return open || valid || answer.status() >= 400 || toLogin(answer)
        ? Optional.empty()
        : Optional.of("admitted: " + requests.credential(request.number()).name());
  }

  private static boolean toLogin(RawAnswer answer) {
    return answer.status() == 303 && answer.head().contains("/login?");
  }

  /** A status that the contract does not have for the operation. */
  private static Optional<String> undocumented(
      Contract contract, ContractRequests requests, HostileRequest request, RawAnswer answer) {
    JsonNode operation = contract.operation(requests.endpoint(request.number()));
    boolean documented =
        operation.isMissingNode()
            || OF_ANY.contains(answer.status())
            || toLogin(answer)
            // a value with a slash made another path
            || (answer.status() == 404 && answer.body().contains("nothing answers "))
            || operation.path("responses").has("" + answer.status());
    return documented
        ? Optional.empty()
        : Optional.of(
            "undocumented " + answer.status() + " of " + requests.endpoint(request.number()));
  }

  /** Values of parameters of paths. */
  private static Map<String, List<String>> known(SecuredApp app) {
    String run = id(app, "/api/v1/bulk?type=llm", RUN, "run_id");
    String workflow = id(app, "/api/v1/workflows", WORKFLOW, "id");
    String schedule = id(app, "/api/v1/schedules", SCHEDULE, "id");
    String node = app.http().get("/api/v1/nodes").json().at("/nodes/0/name").asText();
    Map<String, List<String>> known = new HashMap<>();
    known.put("task_id", List.of(HostileRequest.KNOWN));
    known.put("run_id", List.of(run, workflow));
    known.put("schedule", List.of(schedule, "nightly", "other"));
    known.put("key_id", List.of(app.key("viewer", "tenant", "red").path("id").asText()));
    known.put("lane", List.of("llm", "tts", "image", "gpu"));
    known.put("name", List.of("fuzz", "default", node, "llm-mini", "result.json", "page.html"));
    known.put("file", List.of("page.css", "page.js", "none"));
    return known;
  }

  private static String id(SecuredApp app, String path, String body, String field) {
    return app.http().post(path, body).json().path(field).asText();
  }
}
