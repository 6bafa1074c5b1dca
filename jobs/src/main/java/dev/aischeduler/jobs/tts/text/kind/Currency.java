package dev.aischeduler.jobs.tts.text.kind;

/**
 * A currency that is read out.
 *
 * @param one English name for one of it
 * @param many English name for several
 * @param hundredth English name of its hundredth part; empty where that is not said apart
 * @param hundredths English name of several hundredth parts
 * @param mandarin Mandarin name
 */
record Currency(String one, String many, String hundredth, String hundredths, String mandarin) {}
