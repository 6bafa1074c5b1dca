package dev.aischeduler.db.artifact;

import java.time.Instant;
import java.util.UUID;

/**
 * One row of table {@code artifact}: bytes that a job produced.
 *
 * @param name file name, unique within the job
 * @param sha256 hex digest of the content: its address in the store
 */
public record Artifact(
    UUID jobId, String name, String mediaType, long size, String sha256, Instant createdAt) {}
