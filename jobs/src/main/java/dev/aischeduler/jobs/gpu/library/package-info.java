/** Native libraries of CUDA and ONNX Runtime: where they are found, unpacked once and loaded. */
@NullMarked
package dev.aischeduler.jobs.gpu.library;

import org.jspecify.annotations.NullMarked;
