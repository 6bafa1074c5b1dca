/** The command line. Each command is a class named for it, with its verbs nested. */
@NullMarked
package dev.aischeduler.web.cli;

import org.jspecify.annotations.NullMarked;
