package dev.aischeduler.db.artifact;

/**
 * Content that is safely stored.
 *
 * @param sha256 its address: hex digest, 64 lower-case characters
 * @param size bytes
 */
public record StoredContent(String sha256, long size) {}
