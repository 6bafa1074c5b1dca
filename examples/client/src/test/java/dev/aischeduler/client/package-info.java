/** The client against the product. */
@NullMarked
package dev.aischeduler.client;

import org.jspecify.annotations.NullMarked;
