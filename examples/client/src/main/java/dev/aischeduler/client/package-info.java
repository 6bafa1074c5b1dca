/**
 * A client of AI Scheduler's REST API. {@link dev.aischeduler.client.AiScheduler} is the way in;
 * every call returns a {@link dev.aischeduler.client.ClientResponse}, whatever happened.
 */
@NullMarked
package dev.aischeduler.client;

import org.jspecify.annotations.NullMarked;
