package dev.aischeduler.jobs.tts.text.kind;

/** Signs that are said as a word. */
enum Sign {
  PLUS("plus", "加"),
  MINUS("minus", "减"),
  EQUALS("equals", "等于"),
  TIMES("times", "乘"),
  BY("by", "乘"),
  DIVIDED("divided by", "除以"),
  RATIO("to", "比"),
  AND("and", "和"),
  AT("at", "艾特"),
  PER("per", "每"),
  NUMBER("number", "井号"),
  LESS("is less than", "小于"),
  MORE("is more than", "大于"),
  AT_MOST("is at most", "小于等于"),
  AT_LEAST("is at least", "大于等于"),
  ABOUT("about", "大约"),
  DEGREE("degrees", "度"),
  PERCENT("percent", "百分号"),
  PLUS_MINUS("plus or minus", "正负"),
  POINT("dot", "点"),
  COPYRIGHT("copyright", "版权");

  private final String english;
  private final String mandarin;

  Sign(String english, String mandarin) {
    this.english = english;
    this.mandarin = mandarin;
  }

  String english() {
    return english;
  }

  String mandarin() {
    return mandarin;
  }
}
