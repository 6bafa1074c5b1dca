/** What bulk runs made, in the order of their manifests, as streams that hold one page. */
@NullMarked
package dev.aischeduler.engine.bulkrun.results;

import org.jspecify.annotations.NullMarked;
