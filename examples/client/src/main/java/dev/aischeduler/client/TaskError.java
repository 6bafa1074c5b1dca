package dev.aischeduler.client;

/**
 * Why the last attempt of a task failed.
 *
 * @param type cause, for machines
 * @param message cause, for people
 */
public record TaskError(String type, String message) {}
