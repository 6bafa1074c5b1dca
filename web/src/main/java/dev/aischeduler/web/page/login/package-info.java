/** Login. */
@NullMarked
package dev.aischeduler.web.page.login;

import org.jspecify.annotations.NullMarked;
