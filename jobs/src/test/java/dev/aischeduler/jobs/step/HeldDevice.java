package dev.aischeduler.jobs.step;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.engine.device.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A device that holds its slices back until it is released, and notes the priority of each. */
public final class HeldDevice implements Device {
  private final List<Integer> priorities = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Override
  public String name() {
    return "noted";
  }

  @Override
  public Kind kind() {
    return Kind.CPU;
  }

  @Override
  public int ordinal() {
    return 0;
  }

  @Override
  public Slice slice(TaskType lane, int priority) throws InterruptedException {
    priorities.add(priority);
    first.countDown();
    released.await();
    return () -> {};
  }

  /** Waits until a slice was asked for. */
  public void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** Gives every slice at once from now on. */
  public void release() {
    released.countDown();
  }

  /** The priority of each slice so far, in their order. */
  public List<Integer> priorities() {
    return priorities;
  }
}
