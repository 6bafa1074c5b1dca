package dev.aischeduler.jobs.model.cache;

/** A model does not fit into the memory that its lane or the device has. */
public final class NoRoomException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean permanent;

  /**
   * The message names the model, what it needs, the room and the remedy.
   *
   * @param permanent true when waiting does not help
   */
  NoRoomException(String message, boolean permanent) {
    super(message);
    this.permanent = permanent;
  }

  /** True when waiting does not help: only a change of settings, pins or the model does. */
  public boolean permanent() {
    return permanent;
  }
}
