/**
 * Text to tokens and back: a model's own tokenizer, and the text of an answer as its tokens come,
 * with stop texts held back.
 */
@NullMarked
package dev.aischeduler.jobs.llm.text;

import org.jspecify.annotations.NullMarked;
