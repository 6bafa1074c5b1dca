package dev.aischeduler.engine.bulkrun;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.engine.bulkrun.manifest.ManifestReader;
import dev.aischeduler.engine.bulkrun.manifest.ManifestStore;
import dev.aischeduler.engine.bulkrun.manifest.RowReader;
import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.run.RunContext;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/**
 * The chunk step of one turn: reads rows from where Spring Batch has it that the last chunk ended,
 * checks them and submits them, until the manifest ends or there is no room in flight. For one
 * thread.
 */
final class SubmitStep
    implements ItemStreamReader<ManifestReader.Row>,
        ItemWriter<RowReader.Checked>,
        StepExecutionListener {
  static final String JOB = "bulk";
  static final int CHUNK = 250;
  private static final String STATE = "state";
  private static final long LONGEST_NANOS = 3_000_000_000L;

  private final Run run;
  private final BulkSpec spec;
  private final ManifestStore manifests;
  private final RowReader rows;
  private final ItemSubmitter submitter;
  private final RunContext context;
  private final Consumer<BulkState> chunkDone;
  private final int chunk;
  private final long begun = System.nanoTime();

  private BulkState state;
  private int room;
  private int inChunk;
  private boolean outOfTime;
  private @Nullable NoRoomException full;
  private @Nullable ManifestReader reader;
  private @Nullable StepExecution execution;

  /**
   * A step of a turn.
   *
   * @param state used when Spring Batch knows of no earlier chunk
   * @param room items that may still come in flight
   * @param chunkDone told the state after each chunk
   */
  SubmitStep(
      Run run,
      BulkSpec spec,
      BulkState state,
      ManifestStore manifests,
      RowReader rows,
      ItemSubmitter submitter,
      int room,
      RunContext context,
      Consumer<BulkState> chunkDone) {
    this.run = run;
    this.spec = spec;
    this.state = state;
    this.manifests = manifests;
    this.rows = rows;
    this.submitter = submitter;
    this.room = room;
    this.chunk = Math.min(CHUNK, Math.max(1, room));
    this.context = context;
    this.chunkDone = chunkDone;
  }

  /** The job of Spring Batch that this step is all of. */
  Job job(JobRepository books) {
    return new JobBuilder(JOB, books)
        .start(
            new StepBuilder("submit", books)
                .<ManifestReader.Row, RowReader.Checked>chunk(chunk)
                // a chunk's jobs and items are one transaction of the queue's own
                .transactionManager(new ResourcelessTransactionManager())
                .reader(this)
                .processor(rows::read)
                .writer(this)
                .listener((StepExecutionListener) this)
                .build())
        .build();
  }

  /** As it is after the step. */
  BulkState state() {
    return state;
  }

  /** Why there was no room for the next row; null when there was. */
  @Nullable NoRoomException full() {
    return full;
  }

  /** Whether the step ended only because its time was over. */
  boolean outOfTime() {
    return outOfTime;
  }

  @Override
  public void beforeStep(StepExecution step) {
    execution = step;
  }

  @Override
  public void open(ExecutionContext books) {
    if (books.containsKey(STATE)) {
      BulkState booked = StrictJson.read(books.getString(STATE), BulkState.class);
      state = booked.again(state.again(), state.againAfter());
    }
    reader = manifests.open(run.id(), spec.manifest(), state.position());
  }

  @Override
  public ManifestReader.@Nullable Row read() throws IOException {
    if (inChunk == 0 && mustStop()) {
      stop();
      return null;
    }
    ManifestReader.Row row = open().next();
    inChunk++;
    return row;
  }

  private boolean mustStop() {
    context.checkStopped();
    outOfTime = System.nanoTime() - begun > LONGEST_NANOS;
    return full != null || outOfTime || (!spec.dryRun() && room < chunk);
  }

  private void stop() {
    if (execution != null) {
      execution.setTerminateOnly();
    }
  }

  private ManifestReader open() {
    if (reader == null) {
      throw new IllegalStateException("the manifest is not open");
    }
    return reader;
  }

  @Override
  public void write(Chunk<? extends RowReader.Checked> some) {
    List<? extends RowReader.Checked> items = some.getItems();
    inChunk = 0;
    if (items.isEmpty()) {
      return;
    }
    ItemSubmitter.Outcome outcome = submitter.submit(run.id(), items, spec.dryRun());
    full = outcome.full();
    if (full != null) {
      stop();
      return;
    }
    room -= outcome.submitted();
    Map<String, Integer> types = new HashMap<>();
    for (RowReader.Checked item : items) {
      if (item.entry() != null) {
        types.merge(item.entry().submission().type().wireName(), 1, Integer::sum);
      }
    }
    state = state.read(items.get(items.size() - 1).after(), false, types);
    chunkDone.accept(state);
  }

  @Override
  public void update(ExecutionContext books) {
    try {
      books.putString(STATE, Json.mapper().writeValueAsString(state.again(List.of(), 0)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("cannot write the state of a bulk run", e);
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
