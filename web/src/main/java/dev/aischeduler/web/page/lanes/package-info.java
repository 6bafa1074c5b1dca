/** Lanes: how full they are, their part of the devices, pause and weights. */
@NullMarked
package dev.aischeduler.web.page.lanes;

import org.jspecify.annotations.NullMarked;
