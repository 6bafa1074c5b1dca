package dev.aischeduler.engine.batch;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.Outage;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Executes jobs of Spring Batch in turns, on the thread of the caller. A job whose steps wait for
 * jobs of ours ends {@code STOPPED}; the next turn restarts it, and Spring Batch passes by the
 * steps that are {@code COMPLETED}. Thread-safe; one run is executed by one thread at a time.
 */
public final class BatchTurns {
  private static final String RUN = "run";

  /** Turns between two looks for executions that nothing needs any more. */
  private static final int TRIM_EVERY = 8;

  private final Database database;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable JobRepository repository;

  /** Books in a database; its tables are made by our migrations. */
  public BatchTurns(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Starts the job of a run, or goes on where its last turn stopped or was lost.
   *
   * @param job makes it, given the repository that it writes to; its name is that of the kind
   * @return {@code COMPLETED} when there is nothing left to do, {@code STOPPED} when it waits
   * @throws Exception what a step threw, as it was thrown
   */
  public BatchStatus turn(UUID run, Function<JobRepository, Job> job) throws Exception {
    JobRepository books = books();
    Job made = job.apply(books);
    JobParameters parameters = parameters(run);
    JobInstance instance = books.getJobInstance(made.getName(), parameters);
    if (instance == null) {
      instance = books.createJobInstance(made.getName(), parameters);
    }
    JobExecution last = books.getLastJobExecution(instance);
    if (last != null && last.isRunning()) {
      close(books, last);
    }
    if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
      return BatchStatus.COMPLETED;
    }
    ExecutionContext context = last == null ? new ExecutionContext() : last.getExecutionContext();
    JobExecution now = books.createJobExecution(instance, parameters, context);
    made.execute(now);
    if (now.getId() % TRIM_EVERY == 0) {
      trim(books, instance);
    }
    throwFailure(now);
    return now.getStatus();
  }

  /**
   * Makes a job that is over executable again, from the first step that is not completed.
   *
   * @param name of the job
   */
  public void reopen(UUID run, String name) {
    JobRepository books = books();
    JobInstance instance = books.getJobInstance(name, parameters(run));
    JobExecution last = instance == null ? null : books.getLastJobExecution(instance);
    if (last != null) {
      last.setStatus(BatchStatus.STOPPED);
      last.setExitStatus(ExitStatus.STOPPED);
      books.update(last);
    }
  }

  /** Removes the books of a run. */
  public void forget(UUID run, String name) {
    JobRepository books = books();
    JobInstance instance = books.getJobInstance(name, parameters(run));
    if (instance != null) {
      List<JobExecution> executions = books.getJobExecutions(instance);
      executions.forEach(books::deleteJobExecution);
      books.deleteJobInstance(instance);
    }
  }

  private static JobParameters parameters(UUID run) {
    return new JobParametersBuilder().addString(RUN, run.toString()).toJobParameters();
  }

  /** A turn that was lost with its node: its steps go on where they last committed. */
  private void close(JobRepository books, JobExecution lost) {
    LocalDateTime now = LocalDateTime.now(clock);
    for (StepExecution step : lost.getStepExecutions()) {
      if (step.getStatus().isRunning()) {
        step.setStatus(BatchStatus.STOPPED);
        step.setExitStatus(ExitStatus.STOPPED);
        step.setEndTime(now);
        books.update(step);
      }
    }
    lost.setStatus(BatchStatus.STOPPED);
    lost.setExitStatus(ExitStatus.STOPPED);
    lost.setEndTime(now);
    books.update(lost);
  }

  /** Keeps the executions that hold the last word on a step. */
  private static void trim(JobRepository books, JobInstance instance) {
    List<JobExecution> newestFirst =
        books.getJobExecutions(instance).stream()
            .sorted(Comparator.comparing(JobExecution::getId).reversed())
            .toList();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < newestFirst.size(); i++) {
      boolean news = false;
      for (StepExecution step : newestFirst.get(i).getStepExecutions()) {
        news |= known.add(step.getStepName());
      }
      if (i > 0 && !news) {
        books.deleteJobExecution(newestFirst.get(i));
      }
    }
  }

  private static void throwFailure(JobExecution execution) throws Exception {
    if (execution.getStatus() != BatchStatus.FAILED) {
      return;
    }
    Throwable failure =
        execution.getAllFailureExceptions().stream()
            .filter(Outage::causedBy)
            .findFirst()
            .or(() -> execution.getAllFailureExceptions().stream().findFirst())
            .orElseGet(() -> new IllegalStateException(execution.getExitStatus().toString()));
    if (failure instanceof Error error) {
      throw error;
    }
    throw failure instanceof Exception e ? e : new IllegalStateException(failure);
  }

  /**
   * Loads Spring Batch, which else the first run waits for.
   *
   * @throws RuntimeException when the database is away; the first run does it then
   */
  public void prepare() {
    books().getJobInstance("none", parameters(new UUID(0, 0)));
  }

  private JobRepository books() {
    lock.lock();
    try {
      if (repository == null) {
        repository = open();
      }
      return repository;
    } finally {
      lock.unlock();
    }
  }

  private JobRepository open() {
    try {
      JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
      DataSource source = database.localeNeutralSource();
      factory.setDataSource(source);
      factory.setTransactionManager(new JdbcTransactionManager(source));
      factory.setTablePrefix("batch_");
      factory.setSerializer(new BatchContexts());
      // one thread works on a run, and its instance is unique
      factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
      factory.afterPropertiesSet();
      return factory.getObject();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Spring Batch cannot be set up", e);
    }
  }
}
