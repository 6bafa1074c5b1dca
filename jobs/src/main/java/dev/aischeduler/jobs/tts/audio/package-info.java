/** Samples: trimming, joining, level, WAV. Pure, without any model. */
@NullMarked
package dev.aischeduler.jobs.tts.audio;

import org.jspecify.annotations.NullMarked;
