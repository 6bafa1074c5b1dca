package dev.aischeduler.jobs.tts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to say, and how. Absent values are filled in by {@link TtsRequestRules}.
 *
 * @param text English, Mandarin or both mixed
 * @param voice an engine name ({@code coqui}), an installed voice, or a speaker of the voice in use
 *     ({@code en}, {@code zh}); default: the configured engine
 * @param speed 0.25..4; 1 is the voice's own tempo, 2 takes half the time; default 1
 * @param language {@code en}, {@code zh} or {@code auto}: how numbers are read in sentences without
 *     words; default auto
 * @param format {@code wav} or {@code mp3}; default wav
 * @param model an engine name or installed voice; then {@code voice} is one of its speakers
 * @param lexicon readings of words, which win over those of the configuration: English words,
 *     Chinese characters, or pinyin with tone digits
 * @param captions false makes no captions; default true
 * @param title what the speech is called, 1 to 200 characters: a chapter's title where sounds are
 *     joined
 */
public record TtsRequest(
    @Nullable String text,
    @Nullable String voice,
    @Nullable Double speed,
    @Nullable String language,
    @Nullable String format,
    @Nullable String model,
    @Nullable Map<String, String> lexicon,
    @Nullable Boolean captions,
    @Nullable String title) {}
