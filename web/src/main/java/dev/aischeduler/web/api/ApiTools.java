package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.api.wait.CallerWait;
import dev.aischeduler.web.api.wait.JobEnds;
import dev.aischeduler.web.api.wait.Streams;

/**
 * What endpoints of other packages share with those of this one.
 *
 * @param gate closes before the server stops
 * @param waiter waits on behalf of callers
 * @param ends tells when jobs end
 * @param streams opens event streams
 * @param sender sends artifacts
 * @param links makes addresses of links to artifacts
 */
public record ApiTools(
    JobService jobs,
    Gate gate,
    CallerWait waiter,
    JobEnds ends,
    Streams streams,
    ArtifactSender sender,
    LinkAddresses links) {}
