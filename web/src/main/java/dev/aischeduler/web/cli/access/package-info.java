/** Commands about who may call: API keys and the audit. */
@NullMarked
package dev.aischeduler.web.cli.access;

import org.jspecify.annotations.NullMarked;
