/** Server-sent events: streams that clients keep open. */
@NullMarked
package dev.aischeduler.web.api.sse;

import org.jspecify.annotations.NullMarked;
