/** Commands about webhooks. */
@NullMarked
package dev.aischeduler.web.cli.webhooks;

import org.jspecify.annotations.NullMarked;
