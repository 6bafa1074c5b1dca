/** Texts for people, which ship with the product. */
@NullMarked
package dev.aischeduler.web.text;

import org.jspecify.annotations.NullMarked;
