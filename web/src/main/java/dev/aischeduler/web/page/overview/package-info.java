/** What stands first: how all is, and what is wrong. */
@NullMarked
package dev.aischeduler.web.page.overview;

import org.jspecify.annotations.NullMarked;
