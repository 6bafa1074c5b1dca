/** What the connector counts. */
@NullMarked
package dev.aischeduler.web.onebot.figure;

import org.jspecify.annotations.NullMarked;
