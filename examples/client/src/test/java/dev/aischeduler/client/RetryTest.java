package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.client.FakeServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, and when. */
final class RetryTest {
  private static final String TASK =
      """
      {"task_id": "018f3b7e-9d2c-7a41-8f60-2b1c4d5e6f70", "type": "llm", "status": "succeeded",
       "result": {"text": "hello"}, "something_new": 1}
      """;
  private static final Answer DONE = new Answer(200, TASK, "Content-Type", "application/json");
  private static final LlmRequest HELLO = LlmRequest.builder("hello").build();

  private static Answer refusal(int status, String problem, String... headers) {
    String[] all = List.of(headers).toArray(new String[headers.length + 2]);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/problem+json";
    return new Answer(status, problem, all);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void a_server_that_is_busy_is_asked_again_with_the_same_key(int status) throws IOException {
    Answer busy = refusal(status, "{}", "Retry-After", "0");
    try (FakeServer server = new FakeServer(busy, busy, DONE);
        AiScheduler client = Clients.of(server.url())) {
      assertThat(client.generateLLM(HELLO).orThrow().text()).isEqualTo("hello");
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests()).extracting(FakeServer.Request::key).doesNotContainNull();
      assertThat(server.requests().stream().map(FakeServer.Request::key).distinct()).hasSize(1);
      client.generateLLM(HELLO);
      assertThat(server.requests().stream().map(FakeServer.Request::key).distinct()).hasSize(2);
    }
  }

  @Test
  void the_end_of_a_task_is_not_asked_for_again() throws IOException {
    Answer ended =
        refusal(
            503,
            "{\"status\": 503, \"detail\": \"it broke\", \"error_type\": \"error\","
                + " \"task_id\": \"018f3b7e-9d2c-7a41-8f60-2b1c4d5e6f70\"}",
            "Retry-After",
            "0");
    try (FakeServer server = new FakeServer(ended);
        AiScheduler client = Clients.of(server.url())) {
      ClientResponse response = client.generateLLM(HELLO);
      assertThat(response.error()).isEqualTo("503: it broke");
      assertThat(response.taskId()).isPresent();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void who_is_asked_to_come_back_after_the_time_is_over_does_not_wait_for_it() throws IOException {
    Answer busy = refusal(503, "{\"detail\": \"later\"}", "Retry-After", "3600");
    try (FakeServer server = new FakeServer(busy);
        AiScheduler client = Clients.of(server.url())) {
      ClientResponse response = client.generateLLM(HELLO);
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).contains("3600");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_refusal_and_a_call_that_is_no_question_are_sent_once() throws IOException {
    try (FakeServer server = new FakeServer(refusal(400, "{\"detail\": \"no\"}"));
        AiScheduler client = Clients.of(server.url())) {
      assertThat(client.generateLLM(HELLO).error()).isEqualTo("400: no");
      assertThat(server.requests()).hasSize(1);
    }
    try (FakeServer server = new FakeServer(refusal(503, "{}"));
        AiScheduler client = Clients.of(server.url())) {
      assertThat(client.tasks().retry(new UUID(1, 2)).status()).isEqualTo(503);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void who_wants_no_repetition_gets_none() throws IOException {
    try (FakeServer server = new FakeServer(refusal(503, "{}"));
        AiScheduler client = AiScheduler.builder(server.url()).retries(RetryPolicy.NONE).build()) {
      assertThat(client.resources().status()).isEqualTo(503);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nobody_listens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (AiScheduler client = Clients.of("http://127.0.0.1:" + port)) {
      ClientResponse response = client.resources();
      assertThat(response.status()).isZero();
      assertThat(response.error()).contains("ConnectException");
      assertThat(response.body()).isEmpty();
      assertThatThrownBy(response::orThrow)
          .isInstanceOf(AiSchedulerException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThatThrownBy(response::task).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void an_answer_of_some_other_server_is_a_failure() throws IOException {
    try (FakeServer server = new FakeServer(new Answer(200, "<html>Welcome</html>"));
        AiScheduler client = Clients.of(server.url())) {
      assertThat(client.generateLLM(HELLO).isSuccess()).isFalse();
      assertThat(client.generateLLM(HELLO).error()).contains("no JSON");
    }
  }

  @Test
  void waits_grow_by_two_up_to_the_longest_less_a_random_half() {
    RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(100), Duration.ofSeconds(1));
    for (int failures : List.of(1, 2, 3, 4, 9, 100)) {
      long most = Math.min(1000, 100L << Math.min(failures - 1, 10));
      for (int i = 0; i < 100; i++) {
        assertThat(policy.delay(failures).toMillis()).isBetween(most / 2, most);
      }
    }
  }
}
