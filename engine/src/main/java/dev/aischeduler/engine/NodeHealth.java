package dev.aischeduler.engine;

import dev.aischeduler.engine.server.JobServerHealth;
import java.util.List;
import java.util.function.Supplier;

/**
 * How the parts of a node do; each call asks anew. Thread-safe.
 *
 * @param servers its job servers
 * @param problems parts that do not work and do not come back by themselves; empty while all is
 *     well
 */
public record NodeHealth(
    Supplier<List<JobServerHealth>> servers, Supplier<List<String>> problems) {}
