/** Webhooks: reports of ends of jobs and runs to the receivers that asked for them. */
@NullMarked
package dev.aischeduler.engine.webhook;

import org.jspecify.annotations.NullMarked;
