/** Captions of a speech: cues, and the files that hold them. Pure. */
@NullMarked
package dev.aischeduler.jobs.tts.caption;

import org.jspecify.annotations.NullMarked;
