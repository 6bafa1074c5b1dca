/** Looks over a machine and a configuration before, or without, running a server. */
@NullMarked
package dev.aischeduler.web.doctor;

import org.jspecify.annotations.NullMarked;
