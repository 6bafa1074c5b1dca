package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Calls that would never end do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TimeoutTest {
  private static final LlmRequest HANG = LlmRequest.builder("hang").build();

  private final HeldApp app = new HeldApp();

  @AfterEach
  void cancelTasks() {
    try (AiScheduler client = AiScheduler.connect(app.url())) {
      TaskQuery open = TaskQuery.builder().statuses(TaskStatus.QUEUED, TaskStatus.RUNNING).build();
      for (Task task : client.tasks().list(open).orThrow().as(TaskPage.class).tasks()) {
        client.tasks().cancel(task.taskId()).orThrow();
      }
    }
    app.handler().onRun(() -> {});
  }

  @AfterAll
  void stop() throws IOException {
    app.close();
  }

  private static AiScheduler.Builder builder(String url) {
    return AiScheduler.builder(url).retries(Clients.QUICK);
  }

  @Test
  void a_server_that_says_nothing_is_given_up() throws IOException {
    // connections are made by the system, and nobody reads them
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AiScheduler client =
            builder("http://127.0.0.1:" + silent.getLocalPort())
                .requestTimeout(Duration.ofMillis(50))
                .build()) {
      ClientResponse response = client.resources();
      assertThat(response.status()).isZero();
      assertThat(response.error()).contains("nothing came for PT0.05S");
    }
  }

  @Test
  void a_task_that_takes_longer_than_the_call_is_named_and_goes_on() {
    try (AiScheduler client = builder(app.url()).build();
        AiScheduler hasty = builder(app.url()).totalTimeout(Duration.ofMillis(200)).build()) {
      UUID id = client.tasks().submit(HANG).orThrow().taskId().orElseThrow();
      ClientResponse response =
          client.tasks().awaitAsync(id, Duration.ofMillis(200), event -> {}).join();
      assertThat(response.isSuccess()).isFalse();
      assertThat(response.error())
          .isEqualTo("it took longer than PT0.2S; task " + id + " may go on");
      assertThat(response.taskId()).contains(id);
      assertThat(hasty.tasks().await(id, event -> {}).error()).isEqualTo(response.error());
      assertThat(client.status(id).orThrow().task().status().isFinal()).isFalse();
    }
  }

  @Test
  void a_wait_that_is_longer_than_the_server_s_goes_on_by_events() throws Exception {
    try (AiScheduler client = builder(app.url()).requestTimeout(Duration.ofMillis(1900)).build()) {
      CountDownLatch goOn = new CountDownLatch(1);
      app.handler()
          .onRun(
              () -> {
                try {
                  goOn.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      // wait_s is 0 then, so 202 comes at once
      CompletableFuture<ClientResponse> call =
          client.generateLLMAsync(LlmRequest.builder("hello").build());
      await()
          .until(
              () ->
                  client
                      .tasks()
                      .list(TaskQuery.builder().build())
                      .as(TaskPage.class)
                      .tasks()
                      .stream()
                      .anyMatch(task -> task.status() == TaskStatus.RUNNING));
      assertThat(call).isNotDone();
      goOn.countDown();
      assertThat(call.get(60, TimeUnit.SECONDS).orThrow().text()).isEqualTo("echo hello");
    }
  }

  @Test
  void closing_ends_every_call_and_every_thread() throws Exception {
    AiScheduler client = builder(app.url()).build();
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<ClientResponse> followed =
        client.tasks().runAsync(HANG, event -> running.countDown());
    CompletableFuture<ClientResponse> waited = client.generateLLMAsync(HANG);
    LlmStream stream = client.streamLLM(HANG);
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThat(followed.get(60, TimeUnit.SECONDS).error()).contains("the client was closed");
    assertThat(waited.get(60, TimeUnit.SECONDS).isSuccess()).isFalse();
    assertThat(stream.iterator().hasNext()).isFalse();
    assertThat(stream.response().error()).contains("the client was closed");
    assertThatThrownBy(client::resources)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(TimeoutTest::own));
  }

  private static boolean own(Thread thread) {
    return thread.getName().startsWith("ai-scheduler-client-");
  }

  @Test
  void a_call_is_cancelled_or_interrupted() throws Exception {
    try (AiScheduler client = builder(app.url()).build()) {
      CompletableFuture<ClientResponse> call = client.generateLLMAsync(HANG);
      assertThat(call.cancel(true)).isTrue();
      assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);

      Thread.currentThread().interrupt();
      ClientResponse response = client.generateLLM(HANG);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(response.status()).isZero();
      assertThat(response.error()).isNotEmpty();

      LlmStream stream = client.streamLLM(HANG);
      stream.close();
      assertThat(stream.iterator().hasNext()).isFalse();
      assertThat(stream.response().isSuccess()).isFalse();
    }
  }
}
