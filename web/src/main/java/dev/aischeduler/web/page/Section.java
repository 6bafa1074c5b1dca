package dev.aischeduler.web.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An entry of the navigation; every page belongs to one. */
public enum Section {
  /** How all is. */
  OVERVIEW(Group.WORK, "/"),
  /** Jobs in pages, and one in detail. */
  JOBS(Group.WORK, "/jobs"),
  /** Chat, speech and pictures to try. */
  PLAYGROUND(Group.WORK, "/playground"),
  /** Results to look at. */
  GALLERY(Group.WORK, "/gallery"),
  /** Bulk runs. */
  BULK(Group.BATCH, "/bulk"),
  /** Workflows. */
  WORKFLOWS(Group.BATCH, "/workflows"),
  /** Schedules. */
  SCHEDULES(Group.BATCH, "/schedules"),
  /** Lanes and their shares. */
  LANES(Group.SYSTEM, "/lanes"),
  /** Nodes. */
  NODES(Group.SYSTEM, "/nodes"),
  /** Models. */
  MODELS(Group.SYSTEM, "/models"),
  /** Failed jobs by cause. */
  DEAD_LETTERS(Group.SYSTEM, "/dead-letters"),
  /** Background work of the service itself. */
  SYSTEM_JOBS(Group.SYSTEM, "/system-jobs"),
  /** API keys. */
  KEYS(Group.ADMINISTRATION, "/keys"),
  /** Who changed what. */
  AUDIT(Group.ADMINISTRATION, "/audit"),
  /** Tenants. */
  SETTINGS(Group.ADMINISTRATION, "/settings");

  /** Entries that stand together. */
  public enum Group {
    /** Jobs and their results. */
    WORK,
    /** Many jobs at once. */
    BATCH,
    /** What runs the jobs. */
    SYSTEM,
    /** Who may do what. */
    ADMINISTRATION;

    /** Key of its text. */
    public String text() {
      return "nav.group." + name().toLowerCase(Locale.ROOT);
    }

    /** Its entries in order. */
    public List<Section> sections() {
      return Stream.of(Section.values()).filter(section -> section.group == this).toList();
    }
  }

  private final Group group;
  private final String path;

  Section(Group group, String path) {
    this.group = group;
    this.path = path;
  }

  /** The entry that a path lies below; the overview for any other. */
  static Section at(String path) {
    return Stream.of(values())
        .filter(section -> path.equals(section.path) || path.startsWith(section.path + "/"))
        .findFirst()
        .orElse(OVERVIEW);
  }

  /** Path of its first page. */
  public String path() {
    return path;
  }

  /** Key of its text. */
  public String text() {
    return "nav." + name().toLowerCase(Locale.ROOT);
  }
}
