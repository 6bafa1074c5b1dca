package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;

/** Results of a match in Mandarin: {@code 中国1-2}, {@code 以3-1获胜}. */
final class Scores extends Kind {
  private static final String TEAMS =
      "中国|日本|韩国|朝鲜|伊朗|沙特|澳大利亚|美国|巴西|阿根廷|德国|法国|英格兰|西班牙|意大利|葡萄牙|荷兰|比利时|克罗地亚|俄罗斯|乌拉圭|墨西哥|国足|女足"
          + "|泰国|越南|瑞士|瑞典|丹麦|波兰|英国|拉齐奥|国际米兰|国米|AC米兰|米兰|尤文图斯|尤文|罗马|那不勒斯|皇马|皇家马德里|巴萨|巴塞罗那|马竞|拜仁|多特蒙德|多特"
          + "|曼联|曼城|利物浦|切尔西|阿森纳|热刺|巴黎|里昂|摩纳哥|波尔图|本菲卡|阿贾克斯|恒大|上港|申花|国安|鲁能|泰山|队";
  private static final Pattern BEFORE = Pattern.compile("(?:" + TEAMS + "|比分|比分为|比分是) ?$");
  private static final String AFTER =
      "(?= ?(?:战胜|击败|大胜|完胜|险胜|力克|横扫|负于|不敌|惨败|逼平|战平|打平|领先|落后|取胜|获胜|胜|告负|惜败|输给|" + TEAMS + "))";

  Scores(Vocabulary shared) {
    String score = "(\\d{1,3}) ?[-–/] ?(\\d{1,3})(?![\\d/-]|[.,:]\\d)";
    rule(
        score + "(?! ?[个名位人年月日天次分级])",
        m -> BEFORE.matcher(m.before()).find() ? score(shared, m) : null);
    rule("(\\d{1,3})[-–](\\d{1,3})" + AFTER, m -> score(shared, m));
  }

  private static Spoken score(Vocabulary shared, Match m) {
    return Spoken.of(
        () ->
            shared.english().cardinal(m.number(1))
                + " to "
                + shared.english().cardinal(m.number(2)),
        () ->
            shared.mandarin().cardinal(m.number(1))
                + "比"
                + shared.mandarin().cardinal(m.number(2)));
  }
}
