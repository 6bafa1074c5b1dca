package dev.aischeduler.engine.submission;

import dev.aischeduler.engine.event.Subscription;

/**
 * A submission whose events somebody hears.
 *
 * @param submitted its outcome
 * @param subscription ends the hearing when closed
 */
public record Followed(Submitted submitted, Subscription subscription) {}
