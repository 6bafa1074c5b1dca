package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Results of a match in Mandarin, told from ranges by what stands around them and by the numbers,
 * since a range rises: {@code 德国2-1}, {@code 以3-1获胜}, {@code 比分1-2}.
 */
final class Scores extends Kind {
  private static final int FAR = 24;

  /** What only a score follows; our country, the whole country are no teams. */
  private static final Pattern BEFORE =
      Pattern.compile("(?:队|(?<![全我各外本出回祖两多])国|比分[为是]?|[主客半全终]场|点球|战成|踢成|打成) ?$");

  private static final Pattern NAME_BEFORE =
      Pattern.compile("\\p{IsHan}\\p{IsHan}(?<![算图表第章节题例式页附栋座元号楼层室]) ?$");

  /** Who has won, or the other team. */
  private static final Pattern AFTER =
      Pattern.compile(
          "^(?:战胜|击败|大胜|完胜|险胜|力克|横扫|负于|不敌|惨败|逼平|战平|打平|领先|落后|取胜|获胜|胜|告负|惜败|输给"
              + "|淘汰|逆转|\\p{IsHan}{1,5}队|\\p{IsHan}{1,3}国)");

  private static final Pattern NAME_AFTER =
      Pattern.compile("^(?:\\p{IsHan}\\p{IsHan}|$|[,.，。、；;！!])");

  /** What numbers are of, or what they are equal to. */
  private static final Pattern COUNTED =
      Pattern.compile("^(?:" + Patterns.COUNTED + "|[名位级线件种等成百千亿倍股座栋号室房层单路排班组套台辆份条张支本把只头口家户间所处的])");

  /** Words of sport that make it a score what could be a range. */
  private static final Pattern SPORT = Pattern.compile("球|比赛|决赛|联赛|杯赛|对阵|交锋|半场|进球|冠军");

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Scores(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    rule("(\\d{1,3}) ?([-–/]) ?(\\d{1,3})(?![\\d/%-]|[.,:]\\d| ?[=＝])", this::score);
  }

  private @Nullable Spoken score(Match m) {
    String before = m.before();
    String after = m.after();
    int first = m.number(1);
    int second = m.number(3);
    if (COUNTED.matcher(after).find()) {
      return null;
    }
    boolean certain =
        BEFORE.matcher(before).find() || (!m.group(2).equals("/") && AFTER.matcher(after).find());
    boolean named =
        NAME_BEFORE.matcher(before).find()
            && NAME_AFTER.matcher(after).find()
            && (m.group(2).equals("/")
                ? first == second
                : first >= second || SPORT.matcher(around(m)).find());
    return certain || named
        ? Spoken.of(
            () -> english.cardinal(first) + " to " + english.cardinal(second),
            () -> mandarin.cardinal(first) + "比" + mandarin.cardinal(second))
        : null;
  }

  private static String around(Match m) {
    return m.place().before(FAR) + m.after(FAR);
  }
}
