/** Checks a machine and a configuration without running a server. */
@NullMarked
package dev.aischeduler.web.doctor;

import org.jspecify.annotations.NullMarked;
