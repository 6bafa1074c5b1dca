/** Every setting with its default, allowed values and meaning. */
@NullMarked
package dev.aischeduler.config.table;

import org.jspecify.annotations.NullMarked;
