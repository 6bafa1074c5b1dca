/** How a command ends: exit codes and errors. */
@NullMarked
package dev.aischeduler.web.cli.exit;

import org.jspecify.annotations.NullMarked;
