/** What a connection pool needs of each database; PostgreSQL and its outages. */
@NullMarked
package dev.aischeduler.db.pool;

import org.jspecify.annotations.NullMarked;
