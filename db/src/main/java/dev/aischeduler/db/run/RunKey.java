package dev.aischeduler.db.run;

/**
 * The name that a caller gives the start of a run, so that it is started once.
 *
 * @param key 1 to 255 characters, unique among the runs of a kind and tenant
 * @param content SHA-256 of what was asked for, in hex
 */
public record RunKey(String key, String content) {}
