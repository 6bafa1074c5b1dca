/** Commands of this machine: serve, configuration, database, doctor, demonstration. */
@NullMarked
package dev.aischeduler.web.cli.local;

import org.jspecify.annotations.NullMarked;
