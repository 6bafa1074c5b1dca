package dev.aischeduler.engine.fault;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one thread that touches an engine, in a thread group that the engine's threads inherit. */
final class FaultHands implements AutoCloseable {
  /** A call that does not come back fails the case. */
  private static final long CALL_S = 4 * FaultCalls.PATIENCE.toSeconds() + 60;

  private final ThreadGroup group = new ThreadGroup("faults");
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(group, task, "client");
            made.setDaemon(true);
            return made;
          });

  <T> T call(Callable<T> work) throws Exception {
    try {
      return thread.submit(work).get(CALL_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a call does not come back: " + stack(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    }
  }

  void run(Runnable work) throws Exception {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  private String stack() {
    Thread[] all = new Thread[1024];
    int count = group.enumerate(all);
    for (int i = 0; i < count; i++) {
      if (all[i].getName().equals("client")) {
        return List.of(all[i].getStackTrace()).toString();
      }
    }
    return "";
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
