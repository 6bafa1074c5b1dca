package dev.aischeduler.engine.submission;

import dev.aischeduler.engine.event.Subscription;

/**
 * A submission whose events are delivered to a listener.
 *
 * @param submitted its outcome
 * @param subscription ends the delivery when closed
 */
public record Followed(Submitted submitted, Subscription subscription) {}
