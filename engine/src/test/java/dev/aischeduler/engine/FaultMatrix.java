package dev.aischeduler.engine;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.fault.Fault;
import dev.aischeduler.db.fault.Fault.Statement;
import dev.aischeduler.db.fault.Fault.When;
import dev.aischeduler.db.fault.FaultError;
import dev.aischeduler.db.fault.FaultyDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fails each statement, before and after it ran, with each error, and looks at what comes of it.
 * Several engines, each on a database of its own, share the cases: they mostly wait.
 */
final class FaultMatrix {
  private static final int ENGINES = Integer.getInteger("fault.engines", 6);

  /** A client's call that does not come back fails the case. */
  private static final long CASE_S = 4 * FaultCalls.PATIENCE.toSeconds() + 60;

  private final Dialect dialect;
  private final Path folder;
  private final AtomicInteger engines = new AtomicInteger();

  FaultMatrix(Dialect dialect, Path folder) {
    this.dialect = dialect;
    this.folder = folder;
  }

  /** When the failure comes. */
  enum Phase {
    /** While the engine works. */
    RUN,
    /** While it ends, or while the next one starts. */
    RESTART
  }

  /** One failure to try. */
  record Case(Phase phase, Fault fault) {
    @Override
    public String toString() {
      return phase + " " + fault;
    }
  }

  /**
   * What came of it.
   *
   * @param reached false when the statement was not sent: nothing is known then
   * @param wrong empty when all is well
   */
  record Outcome(Case tried, boolean reached, List<String> wrong, long ms) {}

  /** Every case, from the statements that an engine sends without failures. */
  List<Case> cases(Random random) throws Exception {
    List<Case> cases = new ArrayList<>();
    try (Hands hands = new Hands()) {
      FaultRig rig = hands.call(() -> new FaultRig(dialect, folder()));
      hands.call(
          () -> {
            rig.warmUp();
            FaultyDriver driver = rig.driver;
            driver.forget();
            rig.warmUp();
            rig.showRareStatements();
            add(cases, Phase.RUN, driver.statements(), random);
            add(cases, Phase.RESTART, rig.restartStatements(), random);
            rig.close();
            return true;
          });
    }
    return cases;
  }

  private void add(List<Case> cases, Phase phase, Map<Statement, Long> statements, Random random) {
    for (Statement statement : sorted(statements.keySet())) {
      // several scenarios: what came often may fail at another time than the first
      int often = (int) Math.min(3, Math.max(1, statements.getOrDefault(statement, 1L) / 4));
      for (When when : When.values()) {
        for (FaultError error : FaultError.of(dialect)) {
          int nth = phase == Phase.RUN ? 1 + random.nextInt(often) : 1;
          cases.add(new Case(phase, new Fault(statement, when, error, nth)));
        }
      }
    }
  }

  private static List<Statement> sorted(Collection<Statement> statements) {
    return statements.stream()
        .filter(s -> !s.sql().contains("flyway"))
        .sorted(Comparator.comparing(Statement::sender).thenComparing(Statement::sql))
        .toList();
  }

  /** Tries the cases, on several engines side by side. */
  List<Outcome> run(List<Case> cases) throws InterruptedException {
    Queue<Case> left = new ConcurrentLinkedQueue<>(cases);
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    ExecutorService workers = Executors.newFixedThreadPool(ENGINES);
    for (int i = 0; i < ENGINES; i++) {
      workers.execute(() -> work(left, outcomes));
    }
    workers.shutdown();
    if (!workers.awaitTermination(1, TimeUnit.DAYS)) {
      throw new AssertionError("the matrix does not end");
    }
    return List.copyOf(outcomes);
  }

  private void work(Queue<Case> left, List<Outcome> outcomes) {
    while (!left.isEmpty()) {
      try (Hands hands = new Hands()) {
        FaultRig rig = hands.call(() -> new FaultRig(dialect, folder()));
        hands.call(
            () -> {
              rig.warmUp();
              return true;
            });
        boolean healthy = true;
        Case next = left.poll();
        while (next != null) {
          Outcome outcome = attempt(hands, rig, next);
          outcomes.add(outcome);
          healthy = outcome.wrong().isEmpty();
          // an engine that came to harm is of no more use
          next = healthy ? left.poll() : null;
        }
        hands.call(
            () -> {
              rig.close();
              return true;
            });
      } catch (Exception e) {
        System.out.println("FAULT MATRIX an engine could not be made or closed: " + e);
      }
    }
  }

  private static Outcome attempt(Hands hands, FaultRig rig, Case next) {
    long start = System.nanoTime();
    List<String> wrong;
    try {
      wrong =
          hands.call(
              () -> next.phase() == Phase.RUN ? rig.run(next.fault()) : rig.restart(next.fault()));
    } catch (Exception e) {
      wrong = List.of(String.valueOf(e));
    }
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new Outcome(next, rig.driver.firedOn() != null, wrong, ms);
  }

  private Path folder() {
    return folder.resolve("engine" + engines.incrementAndGet());
  }

  /** The one thread that touches an engine, in a thread group that the engine's threads inherit. */
  private static final class Hands implements AutoCloseable {
    private final ThreadGroup group = new ThreadGroup("faults");
    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(group, task, "client");
              made.setDaemon(true);
              return made;
            });

    private <T> T call(java.util.concurrent.Callable<T> work) throws Exception {
      try {
        return thread.submit(work).get(CASE_S, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new IllegalStateException("a call does not come back: " + stack(), e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(String.valueOf(e.getCause()), e);
      }
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
}
