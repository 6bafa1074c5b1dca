/** Job servers: one for each resource label of a node, with its lanes, dispatcher and workers. */
@NullMarked
package dev.aischeduler.engine.server;

import org.jspecify.annotations.NullMarked;
