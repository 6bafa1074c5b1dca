package dev.aischeduler.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The threads of clients. */
final class Workers {
  private Workers() {}

  /** Makes threads that do not keep a program alive. */
  static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Runs tasks in a pool, or on the caller's thread once the pool is shut down. */
  static Executor orCaller(ExecutorService pool) {
    return task -> {
      try {
        pool.execute(task);
      } catch (RejectedExecutionException e) {
        task.run();
      }
    };
  }

  /** Tells a user's callback; when it throws, its thread's handler is told, and nothing else. */
  static <T> void tell(Consumer<? super T> callback, T value) {
    try {
      callback.accept(value);
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
