/** The connection to the database: pool, migrations, dialects. The stores are in sub-packages. */
@NullMarked
package dev.aischeduler.db;

import org.jspecify.annotations.NullMarked;
