/** Calls of tools: the grammar of an answer that calls some, and the calls that it made. */
@NullMarked
package dev.aischeduler.jobs.llm.tool;

import org.jspecify.annotations.NullMarked;
