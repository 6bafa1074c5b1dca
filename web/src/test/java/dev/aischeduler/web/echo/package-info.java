/** A fourth task type, all of it in this package. */
@NullMarked
package dev.aischeduler.web.echo;

import org.jspecify.annotations.NullMarked;
