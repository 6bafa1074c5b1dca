/** The {@code doctor} command: checks of machine and configuration that need no server. */
@NullMarked
package dev.aischeduler.web.doctor;

import org.jspecify.annotations.NullMarked;
