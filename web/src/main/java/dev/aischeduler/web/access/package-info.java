/** Who calls, and what they may do: API keys, sessions, roles, and the audit of changes. */
@NullMarked
package dev.aischeduler.web.access;

import org.jspecify.annotations.NullMarked;
