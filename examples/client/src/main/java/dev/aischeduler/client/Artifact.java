package dev.aischeduler.client;

/**
 * A file that a task produced.
 *
 * @param size bytes
 * @param sha256 hex digest of its content
 * @param url path to download it from
 */
public record Artifact(String name, String mediaType, long size, String sha256, String url) {}
