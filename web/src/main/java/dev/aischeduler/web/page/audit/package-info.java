/** The audit. */
@NullMarked
package dev.aischeduler.web.page.audit;

import org.jspecify.annotations.NullMarked;
