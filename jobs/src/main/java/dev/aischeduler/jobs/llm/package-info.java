/**
 * Text generation: the request, the chat prompt, and a decode loop with a key/value cache over ONNX
 * Runtime. One code path serves the miniature and any installed Qwen2.5 export.
 */
@NullMarked
package dev.aischeduler.jobs.llm;

import org.jspecify.annotations.NullMarked;
