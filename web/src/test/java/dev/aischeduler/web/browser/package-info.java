/** The dashboard in a real browser. */
@NullMarked
package dev.aischeduler.web.browser;

import org.jspecify.annotations.NullMarked;
