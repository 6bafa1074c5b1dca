package dev.aischeduler.jobs.tts.text.kind;

import java.util.Arrays;
import java.util.Optional;

/** Currencies that are read out, with the ways they are written. */
enum Currency {
  DOLLAR("dollar", "dollars", "cent", "cents", "美元", "$", "US$", "USD"),
  YUAN("yuan", "yuan", "", "", "元", "¥", "RMB", "CNY"),
  EURO("euro", "euros", "cent", "cents", "欧元", "€", "EUR"),
  POUND("pound", "pounds", "penny", "pence", "英镑", "£", "GBP"),
  HONG_KONG_DOLLAR("hong kong dollar", "hong kong dollars", "cent", "cents", "港元", "HK$", "HKD"),
  YEN("yen", "yen", "", "", "日元", "JP¥", "JPY"),
  WON("won", "won", "", "", "韩元", "₩", "KRW");

  private final String one;
  private final String many;
  private final String hundredth;
  private final String hundredths;
  private final String mandarin;
  private final String written;

  Currency(
      String one,
      String many,
      String hundredth,
      String hundredths,
      String mandarin,
      String... written) {
    this.one = one;
    this.many = many;
    this.hundredth = hundredth;
    this.hundredths = hundredths;
    this.mandarin = mandarin;
    this.written = " " + String.join(" ", written) + " ";
  }

  /** English name for this many of it. */
  String english(boolean single) {
    return single ? one : many;
  }

  /** English name of the hundredth part; empty where it is not said apart. */
  String englishHundredth(boolean single) {
    return single ? hundredth : hundredths;
  }

  String mandarin() {
    return mandarin;
  }

  /** The currency written with this sign or code. */
  static Optional<Currency> of(String sign) {
    return Arrays.stream(values()).filter(c -> c.written.contains(" " + sign + " ")).findFirst();
  }
}
