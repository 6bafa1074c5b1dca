/** The terminal of a person: standard streams, progress bars, edited lines. */
@NullMarked
package dev.aischeduler.web.terminal;

import org.jspecify.annotations.NullMarked;
