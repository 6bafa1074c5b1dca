/** What the REST API costs beside calls of the same service in process. */
@NullMarked
package dev.aischeduler.bench.api;

import org.jspecify.annotations.NullMarked;
