/** One job in detail. */
@NullMarked
package dev.aischeduler.web.page.job;

import org.jspecify.annotations.NullMarked;
