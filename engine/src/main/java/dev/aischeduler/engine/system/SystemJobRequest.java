package dev.aischeduler.engine.system;

import org.jobrunr.jobs.lambdas.JobRequest;

/**
 * What JobRunr stores of a system job, as JSON with the name of this class: neither may change.
 *
 * @param kind of its task
 * @param key of what it works on; of one kind and key, one system job is open at a time
 * @param document small JSON
 */
public record SystemJobRequest(String kind, String key, String document) implements JobRequest {
  @Override
  public Class<SystemJobRunner> getJobRequestHandler() {
    return SystemJobRunner.class;
  }
}
