/** What becomes of a message: commands, who may use the bot and how much, the job. */
@NullMarked
package dev.aischeduler.web.onebot.conversation;

import org.jspecify.annotations.NullMarked;
