package dev.aischeduler.jobs.llm.decoder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.model.TensorCount;

/**
 * The loaded weights of a decoder, as everything that runs them needs them. Thread-safe.
 *
 * @param tensors counts the tensors that its users hold
 */
public record Decoder(
    OrtSession session, OrtEnvironment environment, DecoderGraph graph, TensorCount tensors) {}
