package dev.aischeduler.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what a slice is for happens beside it
final class DeviceShareTest {
  private final DeviceShare device = new DeviceShare(DeviceSpec.cpu(), weights());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** In this order, which the places of lanes follow. */
  private static Map<TaskType, Integer> weights() {
    Map<TaskType, Integer> weights = new LinkedHashMap<>();
    weights.put(TestTaskTypes.LLM, 70);
    weights.put(TestTaskTypes.IMAGE, 30);
    return weights;
  }

  @Test
  void one_thread_of_a_lane_at_a_time_holds_the_device() throws Exception {
    Map<TaskType, AtomicInteger> holders =
        Map.of(TestTaskTypes.LLM, new AtomicInteger(), TestTaskTypes.IMAGE, new AtomicInteger());
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> users = new ArrayList<>();
    for (int user = 0; user < 8; user++) {
      TaskType lane = user % 2 == 0 ? TestTaskTypes.LLM : TestTaskTypes.IMAGE;
      int priority = user;
      users.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  try (Slice slice = device.slice(lane, priority)) {
                    most.accumulateAndGet(holders.get(lane).incrementAndGet(), Math::max);
                    holders.get(lane).decrementAndGet();
                  }
                }
                return null;
              }));
    }
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(most).hasValue(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void the_most_urgent_of_a_lane_goes_first_and_equals_in_the_order_in_which_they_came()
      throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> users = new ArrayList<>();
    try (Slice held = device.slice(TestTaskTypes.IMAGE, 5)) {
      for (int priority : List.of(1, 9, 5, 9, 0)) {
        int place = users.size();
        users.add(use(TestTaskTypes.IMAGE, priority, () -> order.add(priority + "/" + place)));
        await().until(() -> waiting() == place + 1);
      }
      assertThat(order).isEmpty();
    }
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(order).containsExactly("9/1", "9/3", "5/2", "1/0", "0/4");
  }

  @Test
  void a_chat_that_arrives_goes_ahead_of_the_next_image_step_and_beside_a_long_one()
      throws Exception {
    List<TaskType> order = Collections.synchronizedList(new ArrayList<>());
    Future<?> picture;
    try (Slice held = device.slice(TestTaskTypes.IMAGE, 9)) {
      picture = use(TestTaskTypes.IMAGE, 9, () -> order.add(TestTaskTypes.IMAGE));
      await().until(() -> waiting() == 1);
      // the slice under way does not end before the chat does
      use(TestTaskTypes.LLM, 0, () -> order.add(TestTaskTypes.LLM)).get();
    }
    picture.get();
    assertThat(order).containsExactly(TestTaskTypes.LLM, TestTaskTypes.IMAGE);
  }

  @Test
  void whoever_is_interrupted_while_waiting_leaves_the_line_to_the_others() throws Exception {
    AtomicBoolean served = new AtomicBoolean();
    Future<?> patient;
    try (Slice held = device.slice(TestTaskTypes.LLM, 5)) {
      Future<?> impatient = use(TestTaskTypes.LLM, 9, () -> {});
      await().until(() -> waiting() == 1);
      patient = use(TestTaskTypes.LLM, 1, () -> served.set(true));
      await().until(() -> waiting() == 2);
      impatient.cancel(true);
      await().until(() -> waiting() == 1);
      assertThat(served).isFalse();
    }
    patient.get();
    assertThat(served).isTrue();
    assertThat(waiting()).isZero();
  }

  @Test
  void a_thread_that_is_interrupted_already_gets_no_slice_that_it_must_wait_for() throws Exception {
    try (Slice held = device.slice(TestTaskTypes.LLM, 5)) {
      Future<?> stopped =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                return device.slice(TestTaskTypes.LLM, 5);
              });
      assertThatThrownBy(stopped::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void closing_a_slice_twice_takes_it_from_nobody() throws Exception {
    Slice mine = device.slice(TestTaskTypes.IMAGE, 5);
    mine.close();
    Future<Boolean> other =
        threads.submit(
            () -> {
              try (Slice slice = device.slice(TestTaskTypes.IMAGE, 5)) {
                threads.submit(mine::close).get();
                Future<?> third = use(TestTaskTypes.IMAGE, 9, () -> {});
                await().until(() -> waiting() == 1);
                return third.cancel(true);
              }
            });
    assertThat(other.get()).isTrue();
  }

  @Test
  void a_thread_cannot_hold_the_device_twice() throws Exception {
    try (Slice held = device.slice(TestTaskTypes.LLM, 5)) {
      assertThatThrownBy(() -> device.slice(TestTaskTypes.LLM, 5))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close that slice first");
    }
  }

  @Test
  void speech_takes_no_device_time() {
    assertThatThrownBy(() -> device.slice(TestTaskTypes.TTS, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no share in resources.gpu_allocation");
  }

  @Test
  void slices_allocate_nothing() throws Exception {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 10_000; i++) {
      device.slice(TestTaskTypes.LLM, i % 10).close();
    }
    long before = memory.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      device.slice(TestTaskTypes.LLM, i % 10).close();
    }
    // the counter itself may take a few bytes
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  @Test
  void the_time_that_lanes_held_the_device_is_reported() throws Exception {
    device.slice(TestTaskTypes.IMAGE, 5).close();
    device.weight(TestTaskTypes.LLM, 90);
    device.weight(TestTaskTypes.IMAGE, 10);
    DeviceUse use = device.use();
    assertThat(use.lanes()).extracting(DeviceUse.Lane::weight).containsExactly(90, 10);
    assertThat(use.lanes().get(0).busyNanos()).isZero();
    assertThat(use.lanes().get(1).busyNanos()).isPositive();
    assertThat(use.recentPercent(TestTaskTypes.IMAGE)).isEqualTo(100);
  }

  private Future<?> use(TaskType lane, int priority, Runnable step) {
    return threads.submit(
        () -> {
          try (Slice slice = device.slice(lane, priority)) {
            step.run();
          }
          return null;
        });
  }

  private int waiting() {
    return device.use().lanes().stream().mapToInt(DeviceUse.Lane::waiting).sum();
  }
}
