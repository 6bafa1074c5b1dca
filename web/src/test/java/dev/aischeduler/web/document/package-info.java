/** The commands that documents show. */
@NullMarked
package dev.aischeduler.web.document;

import org.jspecify.annotations.NullMarked;
