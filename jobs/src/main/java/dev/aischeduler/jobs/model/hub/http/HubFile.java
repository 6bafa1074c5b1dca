package dev.aischeduler.jobs.model.hub.http;

import org.jspecify.annotations.Nullable;

/**
 * A file as the hub lists it.
 *
 * @param path place in the repository
 * @param size bytes
 * @param sha256 of the content, lower-case hex; null where the hub does not tell (small files)
 * @param gitId Git's id of the content (SHA-1 with a header); null where {@code sha256} is given
 */
public record HubFile(String path, long size, @Nullable String sha256, @Nullable String gitId) {}
