package dev.aischeduler.jobs.residency;

/** A model does not fit into the memory that its lane or the device has. */
public final class NoRoomException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean lasting;

  /**
   * The message names the model, what it needs, the room and the remedy.
   *
   * @param lasting true when waiting does not help
   */
  NoRoomException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  /** True when waiting does not help: only a change of settings, pins or the model does. */
  public boolean lasting() {
    return lasting;
  }
}
