/** Jobs in pages, and one in detail. */
@NullMarked
package dev.aischeduler.web.page.jobs;

import org.jspecify.annotations.NullMarked;
