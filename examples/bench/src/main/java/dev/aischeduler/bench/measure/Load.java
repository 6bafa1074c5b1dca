package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.PeerRun;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Jobs that keep some workers busy in the background. */
final class Load {
  /** How long each of them holds its worker, in milliseconds. */
  static final int JOB_MS = 40;

  private final Thread thread;
  private volatile boolean stopped;

  /** What jobs do: samples are noted, others take their time. */
  record Body(Starts starts, int samples) implements IntConsumer {
    @Override
    public void accept(int number) {
      if (number < samples) {
        starts.accept(number);
      } else {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(JOB_MS));
      }
    }
  }

  private Load(PeerRun run, int firstNumber, int busyWorkers) {
    this.thread = new Thread(() -> submit(run, firstNumber, busyWorkers), "load");
  }

  /** Submits jobs at the pace that keeps this many workers busy on average, until stopped. */
  static Load start(PeerRun run, int firstNumber, int busyWorkers) {
    Load load = new Load(run, firstNumber, busyWorkers);
    load.thread.start();
    return load;
  }

  private void submit(PeerRun run, int firstNumber, int busyWorkers) {
    long pace = TimeUnit.MILLISECONDS.toNanos(JOB_MS) / busyWorkers;
    long next = System.nanoTime();
    for (int number = firstNumber; !stopped; number++) {
      run.submit(number);
      next += pace;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** Submits no more; returns when the last submission has. */
  void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
