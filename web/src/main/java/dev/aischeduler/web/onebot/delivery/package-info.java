/** Answers on their way to the bot, each sent once. */
@NullMarked
package dev.aischeduler.web.onebot.delivery;

import org.jspecify.annotations.NullMarked;
