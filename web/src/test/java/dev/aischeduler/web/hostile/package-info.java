/** Requests that no well-behaved client sends, drawn from a seed, and a client that sends them. */
@NullMarked
package dev.aischeduler.web.hostile;

import org.jspecify.annotations.NullMarked;
