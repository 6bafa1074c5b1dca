package dev.aischeduler.db.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role may do what those before it may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Gives work, and controls what it gave. */
  SUBMITTER,
  /** Controls the work of others, lanes, nodes and models. */
  OPERATOR,
  /** Says who may do what. */
  ADMIN;

  /** Its name in tables, on the wire and for people. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this name, or empty. */
  public static Optional<Role> of(String wireName) {
    return Arrays.stream(values()).filter(role -> role.wireName().equals(wireName)).findFirst();
  }

  /** All names, the least role first. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(Role::wireName).toList();
  }

  /** True when this role may do what the other may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
