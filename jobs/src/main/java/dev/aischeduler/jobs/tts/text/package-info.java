/** What the text front end gives to a voice: utterances, languages, pauses. */
@NullMarked
package dev.aischeduler.jobs.tts.text;

import org.jspecify.annotations.NullMarked;
