/** Who may call: API key, Host and Origin. */
@NullMarked
package dev.aischeduler.web.api.guard;

import org.jspecify.annotations.NullMarked;
