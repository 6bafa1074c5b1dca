package dev.aischeduler.db.jobrunr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.job.JobStatus;
import java.util.List;
import java.util.UUID;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JobRunr's own mapper must read what we write by hand, and would write the same. */
class JobRunrJobsTest {
  static List<JobState> open_states() {
    return List.of(
        new EnqueuedState(),
        new ScheduledState(TestJobs.AT, "attempt 1 \"failed\"\n"),
        new ScheduledState(TestJobs.AT),
        new ProcessingState(UUID.randomUUID(), "node-a"));
  }

  @ParameterizedTest
  @MethodSource("open_states")
  void jobrunr_reads_the_document_and_would_write_the_same(JobState state) {
    org.jobrunr.jobs.Job job = JobRunrJobs.queued(TestJobs.job(JobStatus.QUEUED), 7);
    JobMapper mapper = new JobMapper(new JacksonJsonMapper());

    String document = JobRunrJobs.document(job, 8, state);
    org.jobrunr.jobs.Job read = mapper.deserializeJob(document);

    assertThat(read.getId()).isEqualTo(job.getId());
    assertThat(read.getVersion()).isEqualTo(8);
    assertThat(read.getJobName()).isEqualTo("llm");
    assertThat(read.<JobState>getJobState()).usingRecursiveComparison().isEqualTo(state);
    assertThat(mapper.serializeJob(read)).isEqualTo(document);
  }
}
