/** Schedules: lists, one in detail, and the form. */
@NullMarked
package dev.aischeduler.web.page.schedules;

import org.jspecify.annotations.NullMarked;
