/** PCM samples of speech: trimming, fades, joining, loudness, WAV files. Uses no model. */
@NullMarked
package dev.aischeduler.jobs.tts.audio;

import org.jspecify.annotations.NullMarked;
