/** API keys. */
@NullMarked
package dev.aischeduler.web.page.keys;

import org.jspecify.annotations.NullMarked;
