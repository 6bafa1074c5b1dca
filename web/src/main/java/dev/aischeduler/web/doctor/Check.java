package dev.aischeduler.web.doctor;

import java.util.List;

/**
 * Checks one requirement of the product. A check changes only what the start of a server would
 * change, such as unpacked GPU libraries.
 */
@FunctionalInterface
interface Check {
  /**
   * Runs the check. A missing requirement is a finding, not an exception.
   *
   * @return the findings in the order in which they are shown
   */
  List<Finding> look();
}
