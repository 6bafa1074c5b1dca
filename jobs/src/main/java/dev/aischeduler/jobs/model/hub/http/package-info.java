/** The hub's HTTP interface: requests, redirects, refusals, retries. */
@NullMarked
package dev.aischeduler.jobs.model.hub.http;

import org.jspecify.annotations.NullMarked;
