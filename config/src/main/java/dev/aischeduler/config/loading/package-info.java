/**
 * Settings from defaults, file, environment variables and command line, with every problem found.
 */
@NullMarked
package dev.aischeduler.config.loading;

import org.jspecify.annotations.NullMarked;
