package dev.aischeduler.engine.workflow;

import dev.aischeduler.db.workflow.StepState;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * A turn of a workflow as a job of Spring Batch: a step is executed when there is something to do
 * for it. It ends {@code STOPPED} while its jobs run, and is executed again when they have ended;
 * so is the job as a whole, until every step is over. Spring Batch's own flows pass through steps
 * one by one, where a graph has many that wait at the same time. For one turn.
 */
final class WorkflowJob implements Job {
  private final JobRepository books;
  private final List<String> due;
  private final WorkflowTurn turn;
  private final Clock clock;

  /**
   * A turn.
   *
   * @param due steps for which there may be something to do, in order
   */
  WorkflowJob(JobRepository books, List<String> due, WorkflowTurn turn, Clock clock) {
    this.books = books;
    this.due = due;
    this.turn = turn;
    this.clock = clock;
  }

  @Override
  public String getName() {
    return WorkflowKind.NAME;
  }

  @Override
  public void execute(JobExecution execution) {
    execution.setStartTime(LocalDateTime.now(clock));
    execution.setStatus(BatchStatus.STARTED);
    books.update(execution);
    try {
      for (String step : due) {
        if (turn.isDue(step)) {
          execute(step, execution);
        }
      }
      turn.store();
      end(execution, turn.isOver() ? BatchStatus.COMPLETED : BatchStatus.STOPPED);
    } catch (RuntimeException e) {
      execution.addFailureException(e);
      end(execution, BatchStatus.FAILED);
    }
  }

  private void execute(String step, JobExecution execution) {
    StepExecution entry = books.createStepExecution(step, execution);
    entry.setStartTime(LocalDateTime.now(clock));
    StepState state = turn.advance(step);
    BatchStatus status =
        switch (state) {
          case SUCCEEDED, SKIPPED -> BatchStatus.COMPLETED;
          case FAILED, CANCELLED -> BatchStatus.FAILED;
          case WAITING, RUNNING -> BatchStatus.STOPPED;
        };
    entry.setStatus(status);
    entry.setExitStatus(exit(status).addExitDescription(state.wireName()));
    entry.setReadCount(turn.jobs(step));
    entry.setEndTime(LocalDateTime.now(clock));
    books.update(entry);
  }

  private static ExitStatus exit(BatchStatus status) {
    return switch (status) {
      case COMPLETED -> ExitStatus.COMPLETED;
      case FAILED -> ExitStatus.FAILED;
      default -> ExitStatus.STOPPED;
    };
  }

  private void end(JobExecution execution, BatchStatus status) {
    execution.setStatus(status);
    execution.setExitStatus(exit(status));
    execution.setEndTime(LocalDateTime.now(clock));
    books.update(execution);
  }
}
