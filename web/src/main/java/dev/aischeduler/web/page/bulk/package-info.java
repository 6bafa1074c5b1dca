/** Bulk runs: lists, one in detail, and a form for a new one. */
@NullMarked
package dev.aischeduler.web.page.bulk;

import org.jspecify.annotations.NullMarked;
