package dev.aischeduler.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every template gets beside its own view.
 *
 * @param t the words in the reader's language
 * @param amounts writes figures in that language
 * @param section entry of the navigation that the page belongs to
 * @param address path and query of the page, as the reader asked for it
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
    boolean fragment,
    String node,
    String version) {

  /** The groups of the navigation. */
  public List<Section.Group> groups() {
    return List.of(Section.Group.values());
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
