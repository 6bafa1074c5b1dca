package dev.aischeduler.jobs.tts.text;

/** The writing that a voice was trained to read Mandarin from. */
public enum MandarinScript {
  /** Syllables with tone digits 1-5, separated by spaces: {@code ni3 hao3}. */
  PINYIN,
  /** Chinese characters. */
  HAN
}
