/** Sampling of the next token from a language model's logits. */
@NullMarked
package dev.aischeduler.jobs.llm.sampling;

import org.jspecify.annotations.NullMarked;
