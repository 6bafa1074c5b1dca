/** The API in OpenAI's shape, by its official clients and by hand. */
@NullMarked
package dev.aischeduler.web.openai;

import org.jspecify.annotations.NullMarked;
