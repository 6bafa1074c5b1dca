/** Who may call: API keys and login sessions, and what they asked for. */
@NullMarked
package dev.aischeduler.db.access;

import org.jspecify.annotations.NullMarked;
