/** Text front end: cleaning, sentences, tokens, utterances. Pure, without any model. */
@NullMarked
package dev.aischeduler.jobs.tts.text.frontend;

import org.jspecify.annotations.NullMarked;
