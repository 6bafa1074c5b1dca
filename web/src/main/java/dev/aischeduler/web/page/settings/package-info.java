/** Tenants. */
@NullMarked
package dev.aischeduler.web.page.settings;

import org.jspecify.annotations.NullMarked;
