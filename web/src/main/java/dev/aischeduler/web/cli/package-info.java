/** The command line: one class per command. */
@NullMarked
package dev.aischeduler.web.cli;

import org.jspecify.annotations.NullMarked;
