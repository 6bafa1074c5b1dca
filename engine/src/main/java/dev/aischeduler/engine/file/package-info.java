/** Files that clients upload. */
@NullMarked
package dev.aischeduler.engine.file;

import org.jspecify.annotations.NullMarked;
