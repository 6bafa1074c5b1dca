package dev.aischeduler.web.page;

import dev.aischeduler.web.access.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every template gets beside its own view.
 *
 * @param t the words in the reader's language
 * @param amounts writes figures in that language
 * @param section entry of the navigation that the page belongs to
 * @param address path and query of the page, as the reader asked for it
 * @param caller who reads
 * @param open entries of the navigation that the reader may open
 * @param counts figures beside entries of the navigation
 * @param fragment true when only the content is wanted, without what stands around it
 * @param node name of this node
 * @param version version of the product
 */
public record Frame(
    Texts t,
    Amounts amounts,
    Section section,
    String address,
    Theme theme,
    Caller caller,
    Set<Section> open,
    Map<Section, Long> counts,
    boolean fragment,
    String node,
    String version) {

  /** The groups of the navigation that the reader may open something of. */
  public List<Section.Group> groups() {
    return Stream.of(Section.Group.values()).filter(group -> !sections(group).isEmpty()).toList();
  }

  /** What the reader may open of a group. */
  public List<Section> sections(Section.Group group) {
    return group.sections().stream().filter(open::contains).toList();
  }

  /** Entries of the navigation with a figure that the reader may open. */
  public List<Section> counted() {
    return Stream.of(Section.values())
        .filter(section -> counts.containsKey(section) && open.contains(section))
        .toList();
  }

  /** The figure beside an entry of the navigation; empty for nothing. */
  public String count(Section section) {
    long count = counts.getOrDefault(section, 0L);
    if (count == 0) {
      return "";
    }
    return count > SectionCounts.COUNTED
        ? amounts.count(SectionCounts.COUNTED) + "+"
        : amounts.count(count);
  }

  /**
   * What the changes of the reader's session must repeat, under a mask that is another at each
   * call; null outside of a session.
   */
  public @Nullable String csrfToken() {
    Caller.Session session = caller.session();
    return session == null ? null : session.csrfToken().masked();
  }

  /** The address for a parameter of another address. */
  public String back() {
    return URLEncoder.encode(address, StandardCharsets.UTF_8);
  }

  /** The other languages, to switch to. */
  public List<Language> otherLanguages() {
    return Stream.of(Language.values()).filter(l -> l != t.language()).toList();
  }
}
