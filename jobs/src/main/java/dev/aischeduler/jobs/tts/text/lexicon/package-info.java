/**
 * Pronunciation: English words and acronyms, Mandarin pinyin with its polyphones and tone changes.
 */
@NullMarked
package dev.aischeduler.jobs.tts.text.lexicon;

import org.jspecify.annotations.NullMarked;
