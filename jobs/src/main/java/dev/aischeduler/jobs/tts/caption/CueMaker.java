package dev.aischeduler.jobs.tts.caption;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the cues of a sentence: one, or several where it is too long to be read at a glance. It is
 * parted at the ends of clauses, else where the language changes. A clause that is too long by
 * itself is parted at its marks, else at spaces; the times within it follow from the length of its
 * parts.
 */
public final class CueMaker {
  /** Two lines of 42 Latin letters; a Chinese character is as wide as two. */
  private static final int WIDEST = 84;

  private static final double LONGEST_S = 7;
  private static final String MARKS = ",.:;!?，。、；：！？—…";
  private static final int FIRST_WIDE = 0x2E80;

  /** The cues of one sentence, in order. */
  public List<Cue> cues(List<Clause> sentence) {
    List<Clause> clauses = new ArrayList<>();
    for (Clause clause : whole(sentence)) {
      clauses.addAll(parts(clause));
    }
    List<Cue> cues = new ArrayList<>();
    int from = 0;
    while (from < clauses.size()) {
      int to = end(clauses, from);
      add(cues, clauses.subList(from, to));
      from = to;
    }
    return cues;
  }

  /** What has no text of its own belongs to the clause before it. */
  private static List<Clause> whole(List<Clause> sentence) {
    List<Clause> all = new ArrayList<>();
    for (Clause clause : sentence) {
      if (!all.isEmpty() && (clause.text().isBlank() || all.get(0).text().isBlank())) {
        Clause before = all.remove(all.size() - 1);
        all.add(
            new Clause(
                before.fromS(), clause.toS(), before.text() + clause.text(), clause.endsAtMark()));
      } else {
        all.add(clause);
      }
    }
    return all;
  }

  /** Behind the last clause of the cue that begins here. */
  private static int end(List<Clause> clauses, int from) {
    int width = 0;
    int to = from;
    int atMark = from;
    while (to < clauses.size()) {
      Clause next = clauses.get(to);
      width += width(next.text());
      boolean fits = width <= WIDEST && next.toS() - clauses.get(from).fromS() <= LONGEST_S;
      if (to > from && !fits) {
        return atMark > from ? atMark : to;
      }
      to++;
      atMark = next.endsAtMark() ? to : atMark;
    }
    return to;
  }

  private static void add(List<Cue> cues, List<Clause> clauses) {
    StringBuilder text = new StringBuilder();
    clauses.forEach(clause -> text.append(clause.text()));
    long from = Math.round(clauses.get(0).fromS() * 1000);
    long to = Math.round(clauses.get(clauses.size() - 1).toS() * 1000);
    String line = text.toString().replaceAll("\\s+", " ").strip();
    if (to > from && !line.isEmpty()) {
      cues.add(new Cue(from, to, line));
    }
  }

  private static List<Clause> parts(Clause clause) {
    int width = width(clause.text());
    double seconds = clause.toS() - clause.fromS();
    int count = (int) Math.max(Math.ceil((double) width / WIDEST), Math.ceil(seconds / LONGEST_S));
    if (count < 2) {
      return List.of(clause);
    }
    int most = Math.min(WIDEST, (width + count - 1) / count + WIDEST / 8);
    List<Clause> parts = new ArrayList<>();
    String rest = clause.text();
    int done = 0;
    while (!rest.isEmpty()) {
      int cut = width(rest) <= most ? rest.length() : cut(rest, most);
      String part = rest.substring(0, cut);
      rest = rest.substring(cut);
      double from = clause.fromS() + seconds * done / width;
      done += width(part);
      double to = rest.isEmpty() ? clause.toS() : clause.fromS() + seconds * done / width;
      parts.add(new Clause(from, to, part, rest.isEmpty() && clause.endsAtMark()));
    }
    return parts;
  }

  /** Behind the last mark that leaves a part of fair length, else the last space, else anywhere. */
  private static int cut(String text, int most) {
    int width = 0;
    int at = 0;
    int mark = 0;
    int space = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      width += widthOf(c);
      if (width > most) {
        break;
      }
      at += Character.charCount(c);
      if (width * 3 >= most && isBreak(text, at)) {
        mark = at;
      } else if (c == ' ') {
        space = at;
      }
    }
    return mark > 0
        ? mark
        : space > 0 ? space : Math.max(at, Character.charCount(text.codePointAt(0)));
  }

  /** Behind a mark; not within 1,000 or 3:30. */
  private static boolean isBreak(String text, int at) {
    boolean marked = MARKS.indexOf(text.charAt(at - 1)) >= 0;
    return marked
        && (text.charAt(at - 1) >= FIRST_WIDE || at == text.length() || text.charAt(at) == ' ');
  }

  private static int width(String text) {
    return text.codePoints().map(CueMaker::widthOf).sum();
  }

  private static int widthOf(int c) {
    return c >= FIRST_WIDE ? 2 : 1;
  }
}
