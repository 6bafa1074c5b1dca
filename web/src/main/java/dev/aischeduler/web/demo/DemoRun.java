package dev.aischeduler.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.terminal.ProgressBar;
import dev.aischeduler.web.terminal.ProgressBars;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Submits the jobs of a demonstration and waits for them. Used once, by one thread. */
final class DemoRun {
  private static final DemoTask STREAMED =
      DemoTask.chat("chat en", "Hello! Who are you?", 9, "chat-en.txt");
  private static final List<DemoTask> QUEUED =
      List.of(
          DemoTask.picture("picture 1", "一只可爱的小猫", 3, "picture-1.png"),
          DemoTask.picture("picture 2", "a red apple", 1, "picture-2.png"),
          DemoTask.picture("picture 3", "a frog", 6, "picture-3.png"),
          DemoTask.speech("speech zh", "你好，欢迎使用任务调度器。", 5, "speech-zh.wav"),
          DemoTask.speech("speech en", "Hello, the nightly job has finished.", 5, "speech-en.wav"),
          DemoTask.chat("chat zh", "你好，请介绍一下自己", 7, "chat-zh.txt"));

  private final ApiClient client;
  private final PrintWriter out;
  private final ProgressBars bars;
  private final Map<DemoTask, String> ids = new LinkedHashMap<>();

  DemoRun(ApiClient client, PrintWriter out, ProgressBars bars) {
    this.client = client;
    this.out = out;
    this.bars = bars;
  }

  /**
   * Submits all jobs and waits until they have ended.
   *
   * @return the status of each job as the REST API returns it, in the order of submission
   */
  Map<DemoTask, JsonNode> finish() {
    for (DemoTask task : QUEUED) {
      Map<String, Object> body = new HashMap<>(task.body());
      body.put("async", true);
      ids.put(task, client.post(task.path(), body, Map.of()).path("task_id").asText());
    }
    out.println("\n" + QUEUED.size() + " jobs are queued; one more is streamed:");
    stream();
    out.println();
    for (String id : List.copyOf(ids.values())) {
      client.follow(
          "/api/v1/task/" + id + "/events",
          null,
          Map.of(),
          event -> {
            show();
            return true;
          });
    }
    show();
    bars.keep();
    Map<DemoTask, JsonNode> finished = new LinkedHashMap<>();
    ids.forEach((task, id) -> finished.put(task, status(id)));
    return finished;
  }

  private void stream() {
    out.println("> " + STREAMED.wish());
    Map<String, Object> body = new HashMap<>(STREAMED.body());
    body.put("stream", true);
    AtomicReference<String> id = new AtomicReference<>("");
    client.follow(
        STREAMED.path(),
        body,
        Map.of(),
        event -> {
          if (event.name().equals("task")) {
            id.set(event.data().path("task_id").asText());
          } else if (event.name().equals("token")) {
            out.print(event.data().path("text").asText());
            out.flush();
          }
          return !event.name().equals("result") && !event.name().equals("error");
        });
    out.println();
    ids.put(STREAMED, id.get());
  }

  private JsonNode status(String id) {
    return client.get("/api/v1/task/status/" + id);
  }

  private void show() {
    List<ProgressBar> states = new ArrayList<>();
    ids.forEach((task, id) -> states.add(bar(task, status(id))));
    bars.show(states);
  }

  /**
   * Drawn bars show the progress note of a running job. Printed lines show the status only, because
   * each change adds a line.
   */
  private ProgressBar bar(DemoTask task, JsonNode job) {
    String status = job.path("status").asText();
    String note = job.path("progress_note").asText("");
    boolean noted =
        bars.drawn() && status.equals("running") && !note.isEmpty() && !note.equals("null");
    return new ProgressBar(task.label(), job.path("progress").asDouble(), noted ? note : status);
  }
}
