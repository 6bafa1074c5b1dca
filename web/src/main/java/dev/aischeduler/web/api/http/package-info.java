/**
 * How bytes are read from and written to clients without a thread for each: workers, request
 * bodies, large answers, and clients that hang up.
 */
@NullMarked
package dev.aischeduler.web.api.http;

import org.jspecify.annotations.NullMarked;
