/** The two ways to and from a bot: posted events with its HTTP API, and its WebSocket. */
@NullMarked
package dev.aischeduler.web.onebot.transport;

import org.jspecify.annotations.NullMarked;
