package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.testing.RecordingContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeJobsTest {
  private final Semaphore device = new Semaphore(1, true);
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final Semaphore ends = new Semaphore(0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final WholeJobs<Job> chats = new WholeJobs<>(new Handler(TestTaskTypes.LLM), device);
  private final WholeJobs<Job> pictures = new WholeJobs<>(new Handler(TestTaskTypes.IMAGE), device);

  record Job(String name) {}

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void a_job_of_one_lane_waits_for_the_end_of_a_job_of_the_other_and_keeps_its_place() {
    run(pictures, "picture", new RecordingContext());
    await().until(() -> begun.size() == 1);
    run(chats, "chat", new RecordingContext());
    await().until(() -> device.getQueueLength() == 1);
    run(pictures, "next picture", new RecordingContext());
    await().until(() -> device.getQueueLength() == 2);
    assertThat(begun).containsExactly("picture");

    ends.release();
    await().until(() -> begun.size() == 2);
    ends.release(2);
    await().until(() -> begun.size() == 3);

    assertThat(begun).containsExactly("picture", "chat", "next picture");
    await().until(() -> device.availablePermits() == 1);
  }

  @Test
  void a_stopped_job_waits_no_longer_and_leaves_the_device_to_others() throws Exception {
    run(pictures, "picture", new RecordingContext());
    await().until(() -> begun.size() == 1);
    RecordingContext stopped = new RecordingContext();
    FutureTask<TaskResult> chat = new FutureTask<>(() -> chats.run(new Job("chat"), stopped));
    Thread waiting = new Thread(chat);
    waiting.start();
    await().until(() -> device.getQueueLength() == 1);

    stopped.cancel();
    waiting.interrupt();

    assertThatThrownBy(chat::get).hasCauseInstanceOf(TaskStoppedException.class);
    ends.release();
    await().until(() -> device.availablePermits() == 1);
    assertThat(begun).containsExactly("picture");
  }

  private void run(WholeJobs<Job> handler, String name, RecordingContext context) {
    threads.execute(new FutureTask<>(() -> handler.run(new Job(name), context)));
  }

  /** Notes that a job has begun and ends it when it is told to. */
  private final class Handler implements TaskHandler<Job> {
    private final TaskType type;

    private Handler(TaskType type) {
      this.type = type;
    }

    @Override
    public TaskType type() {
      return type;
    }

    @Override
    public Class<Job> requestType() {
      return Job.class;
    }

    @Override
    public Job validate(Job request) {
      return request;
    }

    @Override
    public TaskResult run(Job request, TaskContext context) throws InterruptedException {
      begun.add(request.name());
      ends.acquire();
      return new TaskResult(Map.of());
    }

    @Override
    public HandlerStatus status() {
      return new HandlerStatus(HandlerStatus.State.READY, "", Map.of());
    }
  }
}
