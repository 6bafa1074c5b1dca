/** Calls that store jobs and wait for them or stream their text. */
@NullMarked
package dev.aischeduler.web.openai.call;

import org.jspecify.annotations.NullMarked;
