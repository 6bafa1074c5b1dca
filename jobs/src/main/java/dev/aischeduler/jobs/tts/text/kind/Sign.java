package dev.aischeduler.jobs.tts.text.kind;

/** Signs that are said as a word. */
enum Sign {
  PLUS("plus", "加"),
  MINUS("minus", "减"),
  EQUALS("equals", "等于"),
  NOT_EQUAL("is not equal to", "不等于"),
  TIMES("times", "乘"),
  BY("by", "乘"),
  TO("to", "到"),
  DIVIDED("divided by", "除以"),
  RATIO("to", "比"),
  AND("and", "和"),
  AT("at", "艾特"),
  PER("per", "每"),
  SLASH("slash", "斜杠"),
  NUMBER("number", "井号"),
  LESS("is less than", "小于"),
  MORE("is more than", "大于"),
  AT_MOST("is at most", "小于等于"),
  AT_LEAST("is at least", "大于等于"),
  ABOUT("about", "大约"),
  DEGREE("degrees", "度"),
  PERCENT("percent", "百分号"),
  PER_MILLE("per mille", "千分号"),
  PLUS_MINUS("plus or minus", "正负"),
  ROOT("the square root of", "根号"),
  CUBE_ROOT("the cube root of", "三次根号"),
  INFINITY("infinity", "无穷大"),
  POINT("dot", "点"),
  COPYRIGHT("copyright", "版权"),
  REGISTERED("registered", "注册商标"),
  DOLLAR("dollar", "美元"),
  EURO("euro", "欧元"),
  POUND("pound", "英镑"),
  YUAN("yuan", "元"),
  PI("pi", "派"),
  ALPHA("alpha", "阿尔法"),
  BETA("beta", "贝塔"),
  GAMMA("gamma", "伽马"),
  DELTA("delta", "德尔塔"),
  THETA("theta", "西塔"),
  LAMBDA("lambda", "兰姆达"),
  MU("mu", "缪"),
  SIGMA("sigma", "西格玛"),
  OMEGA("omega", "欧米伽");

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
