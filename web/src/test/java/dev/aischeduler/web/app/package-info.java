/** Starts the product for tests and talks to it. */
@NullMarked
package dev.aischeduler.web.app;

import org.jspecify.annotations.NullMarked;
