/** Further processes that serve the same database. */
@NullMarked
package dev.aischeduler.bench.node;

import org.jspecify.annotations.NullMarked;
