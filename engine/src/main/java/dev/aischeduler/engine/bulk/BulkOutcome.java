package dev.aischeduler.engine.bulk;

/**
 * What a bulk action did.
 *
 * @param matched jobs that matched when it began
 * @param changed jobs that were changed; fewer when some moved on meanwhile
 */
public record BulkOutcome(long matched, long changed) {}
