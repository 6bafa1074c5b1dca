/** System jobs. */
@NullMarked
package dev.aischeduler.web.page.system;

import org.jspecify.annotations.NullMarked;
