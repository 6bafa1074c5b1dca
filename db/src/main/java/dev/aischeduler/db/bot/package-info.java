/** What became of messages to chat bots. */
@NullMarked
package dev.aischeduler.db.bot;

import org.jspecify.annotations.NullMarked;
