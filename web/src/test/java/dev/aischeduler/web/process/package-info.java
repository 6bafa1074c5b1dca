/** Tests that start, stop and kill real server processes. */
@NullMarked
package dev.aischeduler.web.process;

import org.jspecify.annotations.NullMarked;
