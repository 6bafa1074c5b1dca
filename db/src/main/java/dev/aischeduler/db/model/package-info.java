/** What nodes know of their models. */
@NullMarked
package dev.aischeduler.db.model;

import org.jspecify.annotations.NullMarked;
