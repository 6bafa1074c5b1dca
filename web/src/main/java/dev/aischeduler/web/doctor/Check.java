package dev.aischeduler.web.doctor;

import java.util.List;

/** Looks at one part of the machine. Changes nothing that a server's start would not change. */
@FunctionalInterface
interface Check {
  /** What was found; never throws for what a machine may lack. */
  List<Finding> look();
}
