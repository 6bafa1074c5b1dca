package dev.aischeduler.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Jobs of Spring Batch in turns. */
@ParameterizedClass
@EnumSource(Dialect.class)
class BatchTurnsTest {
  private final Database database;
  private final BatchTurns turns;
  private final UUID run = UUID.randomUUID();
  private final List<String> executed = new ArrayList<>();
  private Predicate<String> waits = step -> false;

  BatchTurnsTest(Dialect dialect) {
    this.database = TestDatabases.open(dialect);
    this.turns = new BatchTurns(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Job job(JobRepository books) {
    return new JobBuilder("poem", books)
        .start(new StepBuilder("write", books).tasklet(step("write")).build())
        .next(new StepBuilder("paint", books).tasklet(step("paint")).build())
        .build();
  }

  private Tasklet step(String name) {
    return (StepContribution contribution,
        org.springframework.batch.core.scope.context.ChunkContext context) -> {
      executed.add(name);
      StepExecution execution = contribution.getStepExecution();
      execution
          .getExecutionContext()
          .putInt("turns", execution.getExecutionContext().getInt("turns", 0) + 1);
      if (waits.test(name)) {
        execution.setTerminateOnly();
        return RepeatStatus.CONTINUABLE;
      }
      return RepeatStatus.FINISHED;
    };
  }

  @Test
  void a_step_that_waits_is_executed_again_and_completed_ones_are_not() throws Exception {
    waits = "paint"::equals;
    assertThat(turns.turn(run, this::job)).isEqualTo(BatchStatus.STOPPED);
    assertThat(turns.turn(run, this::job)).isEqualTo(BatchStatus.STOPPED);
    waits = step -> false;
    assertThat(turns.turn(run, this::job)).isEqualTo(BatchStatus.COMPLETED);
    assertThat(executed).containsExactly("write", "paint", "paint", "paint");
    assertThat(turns.turn(run, this::job)).isEqualTo(BatchStatus.COMPLETED);
    assertThat(executed).hasSize(4);
  }

  @Test
  void a_turn_that_was_lost_with_its_node_goes_on_with_the_step_that_it_was_in() throws Exception {
    waits = "paint"::equals;
    turns.turn(run, this::job);
    database
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  "UPDATE batch_step_execution SET status = 'STARTED', end_time = NULL WHERE step_name = 'paint'");
              h.execute("UPDATE batch_job_execution SET status = 'STARTED', end_time = NULL");
            });
    waits = step -> false;
    assertThat(new BatchTurns(database, Clock.systemUTC()).turn(run, this::job))
        .isEqualTo(BatchStatus.COMPLETED);
    assertThat(executed).containsExactly("write", "paint", "paint");
  }

  @Test
  void what_a_step_throws_reaches_the_caller_and_the_next_turn_tries_again() throws Exception {
    waits =
        step -> {
          throw new IllegalStateException("no colours");
        };
    assertThatThrownBy(() -> turns.turn(run, this::job)).hasMessage("no colours");
    waits = step -> false;
    assertThat(turns.turn(run, this::job)).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void the_books_of_a_run_stay_small_and_go_with_it() throws Exception {
    waits = "paint"::equals;
    for (int i = 0; i < 40; i++) {
      turns.turn(run, this::job);
    }
    assertThat(rows("batch_job_execution")).isLessThan(12);
    turns.forget(run, "poem");
    for (String table :
        List.of(
            "batch_job_instance",
            "batch_job_execution",
            "batch_job_execution_params",
            "batch_job_execution_context",
            "batch_step_execution",
            "batch_step_execution_context")) {
      assertThat(rows(table)).as(table).isZero();
    }
  }

  private int rows(String table) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }
}
