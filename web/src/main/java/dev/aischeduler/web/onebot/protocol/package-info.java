/** Messages and calls of OneBot v11 as they are written. */
@NullMarked
package dev.aischeduler.web.onebot.protocol;

import org.jspecify.annotations.NullMarked;
