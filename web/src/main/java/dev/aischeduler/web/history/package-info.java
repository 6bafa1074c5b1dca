/** What this node did in the last hour, for charts; longer histories are a monitoring system's. */
@NullMarked
package dev.aischeduler.web.history;

import org.jspecify.annotations.NullMarked;
