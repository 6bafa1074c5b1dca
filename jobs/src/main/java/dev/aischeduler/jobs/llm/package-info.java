/**
 * Text generation: the request, its rules, and the model that answers it over ONNX Runtime. One
 * code path serves the miniature and any installed Qwen2.5 export. The parts of a model lie below:
 * {@code chat} and {@code text} make tokens of a conversation and text of tokens, {@code decoder}
 * and {@code batch} compute, {@code sampling} draws.
 */
@NullMarked
package dev.aischeduler.jobs.llm;

import org.jspecify.annotations.NullMarked;
