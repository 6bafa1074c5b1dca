package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.engine.lane.Outlook;
import dev.aischeduler.engine.submission.DryRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a submission would come to; nothing of it is stored.
 *
 * @param dryRun always true
 * @param taskId the job that would be the answer; null when a new one would be made
 * @param status what the job would be at first, or what the existing one is
 * @param resource label that its node must offer
 * @param startsNow whether nothing would hold it back
 * @param startsInS estimated seconds until it starts; null when unknown, or when it has started
 * @param etaS estimated seconds until it finishes; null when unknown
 * @param queuePosition 1 for the next to start; null unless queued, and far back in the queue
 * @param whyPending sentence for people; null unless scheduled or queued
 * @param nodes that could run it
 * @param request the request with every default filled in
 */
public record DryRunView(
    boolean dryRun,
    @Nullable UUID taskId,
    String type,
    String status,
    int priority,
    String tenant,
    String resource,
    @Nullable Instant runAt,
    boolean startsNow,
    @Nullable Double startsInS,
    @Nullable Double etaS,
    @Nullable Long queuePosition,
    @Nullable String whyPending,
    List<String> nodes,
    Cost cost,
    @Nullable JsonNode request) {

  /**
   * What it would take.
   *
   * @param jobs that count against the limits of its tenant: none when the answer exists already
   * @param runS mean seconds that the last jobs of its lane ran; null when none has
   * @param work most that the request asks for, in units of its type
   */
  public record Cost(int jobs, @Nullable Double runS, Map<String, Long> work) {}

  /** The view of a dry run. */
  public static DryRunView of(DryRun run) {
    Outlook outlook = run.outlook();
    JobDetails details = outlook.details();
    Job job = details.job();
    boolean created = run.submitted().created();
    return new DryRunView(
        true,
        created ? null : job.id(),
        job.type().wireName(),
        job.status().wireName(),
        job.priority(),
        job.tenant(),
        job.resource(),
        job.runAt(),
        outlook.startsNow(),
        outlook.startsInS(),
        details.etaS(),
        details.queuePosition(),
        details.whyPending(),
        outlook.nodes(),
        new Cost(created ? 1 : 0, outlook.runS(), run.work()),
        Documents.read(job.request()));
  }
}
