/**
 * Text front end: written English and Mandarin to what a voice can say. Pure, without any model.
 */
@NullMarked
package dev.aischeduler.jobs.tts.text;

import org.jspecify.annotations.NullMarked;
