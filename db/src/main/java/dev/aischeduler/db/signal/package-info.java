/** Wake-up calls between nodes that share a database. */
@NullMarked
package dev.aischeduler.db.signal;

import org.jspecify.annotations.NullMarked;
