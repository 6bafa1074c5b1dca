package dev.aischeduler.engine.webhook;

import dev.aischeduler.config.Suggestion;
import dev.aischeduler.db.webhook.Callback;
import dev.aischeduler.db.webhook.Event;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks where submissions ask to be told of their ends. Asks no name server. Immutable. */
public final class Callbacks {
  private static final String URL = "callback_url";
  private static final String EVENTS = "callback_events";

  /** What is looked up as an address, not as a name; the rest is checked when it is called. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

  private static final int MAX_PORT = 65_535;

  private final boolean signs;
  private final AddressRules rules;

  /**
   * @param signs whether there is a secret that signs webhooks
   */
  public Callbacks(boolean signs, AddressRules rules) {
    this.signs = signs;
    this.rules = rules;
  }

  /**
   * Where a job or run reports to; null for nowhere.
   *
   * @throws InvalidRequestException names the field
   */
  public @Nullable Callback check(CallbackTerms terms) {
    String url = terms.url();
    if (url == null) {
      if (terms.events() != null) {
        throw new InvalidRequestException(EVENTS, "needs a callback_url");
      }
      return null;
    }
    if (!signs) {
      throw new InvalidRequestException(
          URL, "is refused: this server sends no webhooks; its operator can set webhooks.secret");
    }
    checkUrl(url);
    return new Callback(url, events(terms.events()));
  }

  private void checkUrl(String url) {
    if (url.length() > Callback.MAX_URL) {
      throw invalid("must have at most " + Callback.MAX_URL + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw invalid("must be an address such as https://example.org/hook");
    }
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    String host = uri.getHost();
    if (!web || host == null) {
      throw invalid("must begin with https:// or http:// and a host name");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw invalid("must have no user, password or fragment");
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw invalid("must have a port from 1 to " + MAX_PORT);
    }
    if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw invalid("must be in ASCII; percent-encode other characters");
    }
    if (LITERAL.matcher(host).matches()) {
      checkAddress(host);
    }
  }

  private void checkAddress(String host) {
    try {
      if (rules.allows(InetAddress.getByName(host))) {
        return;
      }
    } catch (UnknownHostException e) {
      throw invalid("names no valid address: " + host);
    }
    throw invalid(
        "must not name a private, local or reserved address; the operator can allow networks with"
            + " webhooks.allowed_networks");
  }

  private static InvalidRequestException invalid(String why) {
    return new InvalidRequestException(URL, why);
  }

  private static List<Event> events(@Nullable List<@Nullable String> names) {
    if (names == null) {
      return Event.ENDS;
    }
    List<String> known = Event.wireNames();
    List<Event> events = new ArrayList<>();
    for (String name : names) {
      String given = Objects.requireNonNullElse(name, "null");
      if (!known.contains(given)) {
        throw new InvalidRequestException(
            EVENTS,
            "'"
                + shown(given)
                + "' is no event"
                + Suggestion.phrase(given, known)
                + "; known: "
                + String.join(", ", known));
      }
      if (!events.contains(Event.of(given))) {
        events.add(Event.of(given));
      }
    }
    if (events.isEmpty()) {
      throw new InvalidRequestException(EVENTS, "must name at least one event");
    }
    return events;
  }

  private static String shown(String text) {
    String start = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
