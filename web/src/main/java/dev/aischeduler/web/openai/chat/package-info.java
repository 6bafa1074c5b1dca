/** Chat completions. */
@NullMarked
package dev.aischeduler.web.openai.chat;

import org.jspecify.annotations.NullMarked;
