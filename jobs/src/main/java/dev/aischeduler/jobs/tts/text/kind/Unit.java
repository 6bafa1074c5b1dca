package dev.aischeduler.jobs.tts.text.kind;

/**
 * A unit of measure.
 *
 * @param symbol as written after a number, for example {@code km/h}
 * @param one English name for one of it
 * @param many English name for several
 * @param mandarin Mandarin name
 */
record Unit(String symbol, String one, String many, String mandarin) {}
