/** Commands for workflows. */
@NullMarked
package dev.aischeduler.web.cli.workflows;

import org.jspecify.annotations.NullMarked;
