/**
 * The API in OpenAI's shape, over the same queue: every call becomes an ordinary job or bulk run.
 */
@NullMarked
package dev.aischeduler.web.openai;

import org.jspecify.annotations.NullMarked;
