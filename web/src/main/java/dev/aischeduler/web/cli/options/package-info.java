/** Options that commands share. */
@NullMarked
package dev.aischeduler.web.cli.options;

import org.jspecify.annotations.NullMarked;
