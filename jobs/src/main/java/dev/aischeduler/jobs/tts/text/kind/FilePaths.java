package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths and names of files; read in English everywhere. */
final class FilePaths extends Kind {
  /** Initials, a number, the year of an era. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?:[A-Za-z]\\.){1,64}[A-Za-z]|[\\d.]+|\\d[\\d.]*\\.[a-zA-Z]{1,2}|\\d{1,4}[a-z]\\.[a-z]");

  private final AddressSpelling spelling;

  /** A word and a second sentence without a space between, such as {@code He went.so}. */
  private final Pattern words;

  FilePaths(Vocabulary shared) {
    this.spelling = new AddressSpelling(shared);
    Endings endings = new Endings();
    String ending = endings.any("file");
    this.words =
        Pattern.compile(
            "[A-Za-z]{1,2}\\.(?:[ch]|class|lock|log|bin|conf|pt|ts)"
                + "|(?i:(?!lib)[A-Za-z]+\\.so|(?!"
                + endings.any("program")
                + "\\.)[A-Za-z]+\\.go)");
    String end = "(?![\\w]|-\\w)";
    rule(
        "[A-Za-z]:(?:\\\\{1,2}[\\w.~$&()+@-]+(?: [\\w.~$&()+@-]+(?=\\\\))?){1,20}\\\\?",
        this::said);
    rule("[A-Za-z]:\\\\(?!\\w)", this::said);
    rule("\\\\\\\\\\w[\\w.-]{0,63}(?:\\\\[\\w.$-]{1,128}){1,20}", this::said);
    rule(
        "(?<![\\w)\\]\\p{IsHan}/.])(?:~|\\.{1,2})?/[A-Za-z.][\\w.@+-]{0,127}(?:/[\\w.@+-]{1,128}){0,20}/?"
            + "(?<![.,])(?![\\w])",
        this::said);
    rule(
        "(?:[\\w.-]{1,64}/){1,12}[\\w-]{1,64}(?:\\.[\\w-]{1,32}){0,4}\\." + ending + end,
        this::said);
    rule(
        "[\\w-]{1,64}(?:\\.[\\w-]{1,32}){0,4}\\.(?i:" + ending + ")(?![\\w(]|-\\w|\\.\\w)",
        this::file);
    rule(
        "(?<![\\w/.@-])"
            + endings.any("folder")
            + "(?:/[\\w.@+-]{1,128}){1,20}/?(?<![.,])(?![\\w])",
        this::said);
    rule("(?<![\\w/.@-])(?:[A-Za-z_][\\w.@+-]{1,63}/){2,12}(?![\\w/])", this::said);
    rule("(?<![\\w.])\\.(?:gitignore|env|bashrc|zshrc|profile|dockerignore)" + end, this::said);
  }

  @Override
  Optional<Found> at(Place place) {
    return AddressStart.at(place) ? super.at(place) : Optional.empty();
  }

  private Spoken said(Match m) {
    return Spoken.inEnglish(() -> spelling.read(m.text()));
  }

  /** Not initials, a number, a year of an era, or two sentences without a space between. */
  private @Nullable Spoken file(Match m) {
    String text = m.text();
    String ending = text.substring(text.lastIndexOf('.') + 1);
    boolean oneCase =
        ending.equals(ending.toLowerCase(Locale.ROOT))
            || (ending.length() > 1 && ending.equals(ending.toUpperCase(Locale.ROOT)));
    return oneCase && !OTHER.matcher(text).matches() && !words.matcher(text).matches()
        ? said(m)
        : null;
  }
}
