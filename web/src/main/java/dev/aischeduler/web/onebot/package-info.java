/** Chat bots that speak OneBot v11: what puts the connector together. */
@NullMarked
package dev.aischeduler.web.onebot;

import org.jspecify.annotations.NullMarked;
