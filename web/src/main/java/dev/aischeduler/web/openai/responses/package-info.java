/** The Responses API. */
@NullMarked
package dev.aischeduler.web.openai.responses;

import org.jspecify.annotations.NullMarked;
