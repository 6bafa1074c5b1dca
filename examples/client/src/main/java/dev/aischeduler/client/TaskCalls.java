package dev.aischeduler.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What is done with tasks: {@link AiScheduler#tasks}. Thread-safe. */
public final class TaskCalls {
  private final Transport transport;
  private final Submissions submissions;
  private final TaskWait wait;
  private final Download download;

  TaskCalls(Transport transport, Submissions submissions, TaskWait wait) {
    this.transport = transport;
    this.submissions = submissions;
    this.wait = wait;
    this.download = new Download(transport);
  }

  private Duration total() {
    return transport.settings().totalTimeout();
  }

  /** Submits a task and does not wait: the response has its id and state. */
  public ClientResponse submit(JobRequest request) {
    return Sync.await(submitAsync(request));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> submitAsync(JobRequest request) {
    return transport.run(total(), operation -> submissions.submit(operation, request));
  }

  /** Submits a task, tells what happens to it and waits for its end. */
  public ClientResponse run(JobRequest request, Consumer<TaskEvent> onEvent) {
    return Sync.await(runAsync(request, onEvent));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> runAsync(
      JobRequest request, Consumer<TaskEvent> onEvent) {
    return transport.run(total(), operation -> submissions.run(operation, request, onEvent));
  }

  /** Waits for the end of a task and tells what happens to it, from its beginning on. */
  public ClientResponse await(UUID task, Consumer<TaskEvent> onEvent) {
    return Sync.await(awaitAsync(task, total(), onEvent));
  }

  /** The same, without a thread that waits, and for another time than the client's. */
  public CompletableFuture<ClientResponse> awaitAsync(
      UUID task, Duration atMost, Consumer<TaskEvent> onEvent) {
    return transport.run(atMost, operation -> wait.await(operation, task, onEvent));
  }

  /** Lists tasks: {@code response.as(TaskPage.class)}. */
  public ClientResponse list(TaskQuery query) {
    return Sync.await(listAsync(query));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> listAsync(TaskQuery query) {
    return get("/api/v1/tasks" + query.query());
  }

  /** Cancels a task; one that has ended stays as it is. */
  public ClientResponse cancel(UUID task) {
    return Sync.await(cancelAsync(task));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> cancelAsync(UUID task) {
    return post(TaskWait.path(task) + "/cancel", true);
  }

  /** Runs a failed or cancelled task again. It is sent once: twice could run it twice. */
  public ClientResponse retry(UUID task) {
    return Sync.await(retryAsync(task));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> retryAsync(UUID task) {
    return post(TaskWait.path(task) + "/retry", false);
  }

  /** A file of a task, in memory: {@code response.bytes()}. */
  public ClientResponse artifact(UUID task, String name) {
    return Sync.await(artifactAsync(task, name));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> artifactAsync(UUID task, String name) {
    return transport.run(total(), operation -> download.load(operation, artifactPath(task, name)));
  }

  /** Saves a file of a task. It appears when it is whole, in place of an older one. */
  public ClientResponse download(UUID task, String name, Path to) {
    return Sync.await(downloadAsync(task, name, to));
  }

  /** The same, without a thread that waits. */
  public CompletableFuture<ClientResponse> downloadAsync(UUID task, String name, Path to) {
    return transport.run(
        total(), operation -> download.save(operation, artifactPath(task, name), to));
  }

  private static String artifactPath(UUID task, String name) {
    return TaskWait.path(task) + "/artifacts/" + Query.segment(name);
  }

  private CompletableFuture<ClientResponse> get(String path) {
    return transport.run(
        total(), operation -> transport.get(operation, path).thenApply(ClientResponse::of));
  }

  private CompletableFuture<ClientResponse> post(String path, boolean repeatable) {
    Call call = new Plain("POST", transport.settings().at(path), repeatable);
    return transport.run(
        total(), operation -> transport.send(operation, call).thenApply(ClientResponse::of));
  }
}
