package dev.aischeduler.engine.fault;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fails each statement, before and after it ran, with each error, and looks at what comes of it.
 * Several engines, each on a database of its own, share the cases: they mostly wait.
 */
final class FaultMatrix {
  private static final int ENGINES = Integer.getInteger("fault.engines", 6);

  private static final int MAKES = 3;

  private final Dialect dialect;
  private final Path folder;
  private final AtomicInteger engines = new AtomicInteger();

  FaultMatrix(Dialect dialect, Path folder) {
    this.dialect = dialect;
    this.folder = folder;
  }

  /** Every case, from the statements that an engine sends without failures. */
  List<FaultCase> cases(Random random) throws Exception {
    List<FaultCase> cases = new ArrayList<>();
    try (FaultHands hands = new FaultHands()) {
      FaultRig rig = hands.call(() -> new FaultRig(dialect, folder()));
      hands.call(
          () -> {
            rig.warmUp();
            FaultyDriver driver = rig.driver;
            driver.forget();
            rig.warmUp();
            rig.showRareStatements();
            add(cases, FaultCase.Phase.RUN, driver.statements(), random);
            add(cases, FaultCase.Phase.RESTART, rig.restartStatements(), random);
            rig.close();
            return true;
          });
    }
    return cases;
  }

  private void add(
      List<FaultCase> cases,
      FaultCase.Phase phase,
      Map<Statement, Long> statements,
      Random random) {
    for (Statement statement : sorted(statements.keySet())) {
      // several scenarios: what came often may fail at another time than the first
      int often = (int) Math.min(3, Math.max(1, statements.getOrDefault(statement, 1L) / 4));
      for (When when : When.values()) {
        for (FaultError error : FaultError.of(dialect)) {
          int nth = phase == FaultCase.Phase.RUN ? 1 + random.nextInt(often) : 1;
          cases.add(new FaultCase(phase, new Fault(statement, when, error, nth)));
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
  List<FaultOutcome> run(List<FaultCase> cases) throws InterruptedException {
    Queue<FaultCase> left = new ConcurrentLinkedQueue<>(cases);
    List<FaultOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
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

  /** A worker gives up when it cannot make an engine several times: cases stay untried then. */
  private void work(Queue<FaultCase> left, List<FaultOutcome> outcomes) {
    int failures = 0;
    while (!left.isEmpty() && failures < MAKES) {
      try (FaultHands hands = new FaultHands()) {
        FaultRig rig = hands.call(() -> new FaultRig(dialect, folder()));
        try {
          hands.run(rig::warmUp);
          failures = 0;
          tryAll(hands, rig, left, outcomes);
        } finally {
          hands.run(rig::close);
        }
      } catch (Exception e) {
        failures++;
        System.out.println("FAULT MATRIX an engine could not be made or closed: " + e);
      }
    }
  }

  /** Until an engine came to harm: it is of no more use then. */
  private static void tryAll(
      FaultHands hands, FaultRig rig, Queue<FaultCase> left, List<FaultOutcome> outcomes) {
    for (FaultCase next = left.poll(); next != null; next = left.poll()) {
      FaultOutcome outcome = attempt(hands, rig, next);
      outcomes.add(outcome);
      if (!outcome.wrong().isEmpty()) {
        System.out.println("FAULT MATRIX " + outcome);
        return;
      }
    }
  }

  private static FaultOutcome attempt(FaultHands hands, FaultRig rig, FaultCase next) {
    long start = System.nanoTime();
    List<String> wrong;
    try {
      wrong =
          hands.call(
              () ->
                  next.phase() == FaultCase.Phase.RUN
                      ? rig.run(next.fault())
                      : rig.restart(next.fault()));
    } catch (Exception e) {
      wrong = List.of(String.valueOf(e));
    }
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new FaultOutcome(next, rig.driver.firedOn() != null, wrong, ms);
  }

  private Path folder() {
    return folder.resolve("engine" + engines.incrementAndGet());
  }
}
