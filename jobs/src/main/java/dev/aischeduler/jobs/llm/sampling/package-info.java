/** How the next token is drawn from a model's logits. */
@NullMarked
package dev.aischeduler.jobs.llm.sampling;

import org.jspecify.annotations.NullMarked;
