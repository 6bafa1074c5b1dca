package dev.aischeduler.db.job;

/**
 * How long a job waits between its attempts.
 *
 * @param firstS seconds before the first retry
 * @param maxS longest wait in seconds
 * @param factor what each wait is multiplied by for the next, at least 1
 */
public record Backoff(int firstS, int maxS, double factor) {}
