/** Task type {@code tts}: text to speech. */
@NullMarked
package dev.aischeduler.jobs.tts;

import org.jspecify.annotations.NullMarked;
