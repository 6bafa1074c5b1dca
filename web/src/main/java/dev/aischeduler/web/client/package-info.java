/** Talks to a running server over HTTP. */
@NullMarked
package dev.aischeduler.web.client;

import org.jspecify.annotations.NullMarked;
