/** Fresh databases to measure on: H2 files and a PostgreSQL server. */
@NullMarked
package dev.aischeduler.bench.database;

import org.jspecify.annotations.NullMarked;
