/**
 * Text normalisation: what is not spoken as it is written (amounts, dates, telephones, addresses),
 * one class for each kind with its grammar and its words in English and Mandarin. {@link
 * dev.aischeduler.jobs.tts.text.kind.Kinds} states which kind is tried first.
 */
@NullMarked
package dev.aischeduler.jobs.tts.text.kind;

import org.jspecify.annotations.NullMarked;
