/** Webhooks: where ends are reported to, and table {@code webhook_delivery}. */
@NullMarked
package dev.aischeduler.db.webhook;

import org.jspecify.annotations.NullMarked;
