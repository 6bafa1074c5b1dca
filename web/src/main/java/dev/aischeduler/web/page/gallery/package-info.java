/** Results to look at and to listen to. */
@NullMarked
package dev.aischeduler.web.page.gallery;

import org.jspecify.annotations.NullMarked;
