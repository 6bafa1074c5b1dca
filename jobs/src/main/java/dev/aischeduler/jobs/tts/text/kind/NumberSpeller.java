package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whole numbers in words, by the rules of Unicode CLDR. Thread-safe: ICU's formatter is not, so it
 * is used under a lock.
 */
final class NumberSpeller {
  private final ReentrantLock lock = new ReentrantLock();
  private final RuleBasedNumberFormat format;

  NumberSpeller(ULocale locale) {
    this.format = new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
  }

  /** The number as one counts. */
  String cardinal(long number) {
    return spell(number, "%spellout-cardinal");
  }

  /** The number as a place in an order. */
  String ordinal(long number) {
    return spell(number, "%spellout-ordinal");
  }

  /** The number as a year. */
  String year(long number) {
    return spell(number, "%spellout-numbering-year");
  }

  private String spell(long number, String rules) {
    lock.lock();
    try {
      return format.format(number, rules);
    } finally {
      lock.unlock();
    }
  }
}
