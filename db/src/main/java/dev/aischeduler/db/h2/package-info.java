/** Embedded H2: opening, sharing, durability, recovery and size of its file. */
@NullMarked
package dev.aischeduler.db.h2;

import org.jspecify.annotations.NullMarked;
