/**
 * Constrained decoding: grammars over bytes, those of JSON and of JSON Schemas, and the filter that
 * takes only tokens which keep an answer within its grammar.
 */
@NullMarked
package dev.aischeduler.jobs.llm.grammar;

import org.jspecify.annotations.NullMarked;
