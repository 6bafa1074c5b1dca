package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 problem details; absent members are left out.
 *
 * @param field path of the field at fault
 * @param remedy what the caller can do
 * @param taskId the job concerned
 * @param taskIds the jobs of a bulk submission that are or may be stored
 * @param errorType machine-readable cause of a job's failure
 * @param traceId finds the request in the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable String remedy,
    @Nullable UUID taskId,
    @Nullable List<UUID> taskIds,
    @Nullable String errorType,
    @Nullable String traceId) {}
