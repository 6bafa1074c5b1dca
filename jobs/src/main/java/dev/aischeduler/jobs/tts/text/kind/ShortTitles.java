package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import dev.aischeduler.jobs.tts.text.lexicon.MarkedNames;

/**
 * What is short before a name without the dot that the English lexicon has it with: {@code Mr Lee},
 * {@code Mt Fuji}, {@code Ft Worth}. After a number Ft and Mt are units.
 */
final class ShortTitles extends Kind {
  ShortTitles(Vocabulary shared) {
    EnglishWords words = shared.words();
    rule(
        Abbreviations.START + "(Mr|Mrs|Ms|Mx|Dr|Prof|Messrs)(?= [A-Z][A-Za-z'.])",
        m -> read(words, m.group(1)));
    rule(MarkedNames.pattern(), m -> Spoken.words(named(words, m)));
    String street =
        "(?= (?:[A-Z][a-z]{2,20} ){1,2}(?:Rd|Road|St|Street|Ave|Avenue|Dr|Drive|Ln|Lane|Way|Ct|Pl|Blvd)\\b)";
    rule(
        Abbreviations.START
            + "(?:(?<!\\d )(Mt)(?= (?:of |St\\.? )?[A-Z][a-z]{2,})|(Mt)"
            + street
            + ")",
        m -> Spoken.words("mount"));
    rule(
        Abbreviations.START
            + "(?<!\\d )(Ft|Capt|Sgt|Lt|Cpl|Cmdr|Maj|Col|Gov|Sen|Rev|Supt|Adm|Gen(?<=(?:Lt|Maj|Brig) Gen))"
            + "(?= (?:Gen |Col )?[A-Z][a-z]{2,}(?!:))",
        m -> read(words, m.group(1)));
  }

  private static String named(EnglishWords words, Match m) {
    String name = words.read(m.has(1) ? m.group(1) : m.group(2), false);
    return m.text().endsWith("'s") ? name + "'s" : name;
  }

  private static Spoken read(EnglishWords words, String title) {
    return Spoken.words(words.read(title + ".", false));
  }
}
