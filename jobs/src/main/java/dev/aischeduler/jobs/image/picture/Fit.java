package dev.aischeduler.jobs.image.picture;

/** How a picture meets a frame of another aspect; it is never distorted. */
public enum Fit {
  /** Fills the frame; what sticks out is cut off evenly. */
  COVER,
  /** Is shown whole; its outermost pixels are drawn out to fill the frame. */
  CONTAIN
}
