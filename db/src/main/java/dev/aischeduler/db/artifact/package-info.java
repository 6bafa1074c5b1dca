/** What jobs produce: rows of table {@code artifact}, and their content by digest. */
@NullMarked
package dev.aischeduler.db.artifact;

import org.jspecify.annotations.NullMarked;
