/** Text normalisation: numbers, dates, amounts and signs to words of each language. */
@NullMarked
package dev.aischeduler.jobs.tts.text.expression;

import org.jspecify.annotations.NullMarked;
