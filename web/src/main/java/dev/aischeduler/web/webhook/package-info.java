/** Posts webhooks over HTTP. */
@NullMarked
package dev.aischeduler.web.webhook;

import org.jspecify.annotations.NullMarked;
