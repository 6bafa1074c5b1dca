/** State of lanes that outlives the process. */
@NullMarked
package dev.aischeduler.db.lane;

import org.jspecify.annotations.NullMarked;
