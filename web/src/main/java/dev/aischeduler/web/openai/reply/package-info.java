/** Ids, errors and small documents in OpenAI's shape. */
@NullMarked
package dev.aischeduler.web.openai.reply;

import org.jspecify.annotations.NullMarked;
