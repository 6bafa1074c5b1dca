/** Bodies of OpenAI's API as requests of the task types, for single calls and for batches alike. */
@NullMarked
package dev.aischeduler.jobs.openai;

import org.jspecify.annotations.NullMarked;
