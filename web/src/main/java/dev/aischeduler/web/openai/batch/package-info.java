/** Files and batches. */
@NullMarked
package dev.aischeduler.web.openai.batch;

import org.jspecify.annotations.NullMarked;
