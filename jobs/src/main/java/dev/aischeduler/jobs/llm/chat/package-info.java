/** Conversations: their turns, and a model's own chat template, which makes the prompt of them. */
@NullMarked
package dev.aischeduler.jobs.llm.chat;

import org.jspecify.annotations.NullMarked;
