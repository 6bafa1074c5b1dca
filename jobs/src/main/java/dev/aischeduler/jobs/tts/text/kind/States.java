package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * American states by two letters after a town, and their postal codes: {@code Denver, CO 80202}.
 * IN, OR, OK and MA are other words elsewhere. Read in English.
 */
final class States extends Kind {
  /** A place where somebody is, lives or goes. */
  private static final Pattern LOCATED =
      Pattern.compile(
          "(?:\\b(?:in|from|near|to|at|through|outside|around|visit|via) |\\d.{0,50}, )"
              + "(?:[A-Z][A-Za-z.'-]{0,20} ){0,2}[A-Z][a-z'-]{1,20}, $");

  private static final Pattern TOWN_ALONE =
      Pattern.compile(
          "^(?!(?:Yes|No|Well|Oh|Okay|Sure|Hey|Hi|Hello|So|Please|Thanks|Right|Fine)\\b)"
              + "(?:[A-Z][A-Za-z.'-]{0,20} ){0,2}[A-Z][a-z'-]{2,20}, $");

  /** One word alone; two may be somebody's name before a degree. */
  private static final Pattern ONE_WORD =
      Pattern.compile("(?:^|[,;:(] ?|\\b[a-z]{1,20} )[A-Z][a-z'-]{2,20}, $");

  private static final Pattern TOWN = Pattern.compile("[A-Z][A-Za-z.'-]{1,20}, $");
  private static final Pattern TOWN_NO_COMMA = Pattern.compile("[A-Z][A-Za-z.'-]{1,20},? $");
  private static final Pattern DEGREE = Pattern.compile("MD|MA|MS|PA");
  private static final Pattern ENDS = Pattern.compile("$|[.,;:)\"\n]");
  private static final Pattern CODE_ENDS = Pattern.compile("$|[.,;:)\n]| (?:U\\.?S|United)");

  private final EnglishNumbers english;
  private final AddressWords table;
  private final Pattern before;

  States(Vocabulary shared, AddressWords table) {
    this.english = shared.english();
    this.table = table;
    this.before =
        Pattern.compile(
            "(?i)(?<![A-Za-z])(?:" + table.anyRead(k -> k.startsWith("state")) + "|D\\.C\\.),? $");
    String states = table.any(k -> k.startsWith("state"));
    rule("(" + states + "),? (\\d{5})(?:-(\\d{4}))?(?![\\w-]|[.,]\\d)", this::stateAndCode);
    rule(
        "(" + states + ")(?![\\w'&.-]|\\.[A-Z])|(" + states + ")(?=\\.(?:$|[ )\"'\\]]))",
        this::state);
    rule("(\\d{5})(?:-(\\d{4}))?(?![\\w-]|[.,]\\d)", this::code);
  }

  private @Nullable Spoken stateAndCode(Match m) {
    return TOWN_NO_COMMA.matcher(m.place().before(StreetNames.NEAR)).find()
        ? Spoken.inEnglish(() -> name(m.group(1)) + " " + digits(m.group(2), m.optional(3)))
        : null;
  }

  private @Nullable Spoken state(Match m) {
    String town = m.place().before(StreetNames.FAR);
    if (!TOWN.matcher(town).find()) {
      return null;
    }
    String letters = m.text();
    if (table.reading("state", letters).isEmpty()) {
      boolean degree = DEGREE.matcher(letters).matches();
      boolean located =
          LOCATED.matcher(town).find() || (degree ? ONE_WORD : TOWN_ALONE).matcher(town).find();
      boolean ends = ENDS.matcher(m.after(StreetNames.NEAR)).lookingAt();
      if (!located || !(ends || degree)) {
        return null;
      }
    }
    return Spoken.words(name(letters));
  }

  private String name(String letters) {
    return table.reading("state", letters) + table.reading("state-word", letters);
  }

  private @Nullable Spoken code(Match m) {
    boolean ends = CODE_ENDS.matcher(m.after(StreetNames.NEAR)).lookingAt();
    return ends && before.matcher(m.place().before(StreetNames.NEAR)).find()
        ? Spoken.inEnglish(() -> digits(m.group(1), m.optional(2)))
        : null;
  }

  private String digits(String code, @Nullable String more) {
    return english.digits(code) + (more == null ? "" : ", " + english.digits(more));
  }
}
