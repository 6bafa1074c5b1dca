/** This node among the others that share the database. */
@NullMarked
package dev.aischeduler.engine.node;

import org.jspecify.annotations.NullMarked;
