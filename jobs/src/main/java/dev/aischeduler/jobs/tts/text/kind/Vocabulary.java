package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;

/** What the kinds share: numbers in each language, English words and units of measure. */
record Vocabulary(
    EnglishNumbers english, MandarinNumbers mandarin, EnglishWords words, Units units) {}
