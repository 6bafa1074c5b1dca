/** Voices: folders of weights in the layouts of Piper and Coqui, and their ONNX sessions. */
@NullMarked
package dev.aischeduler.jobs.tts.voice;

import org.jspecify.annotations.NullMarked;
