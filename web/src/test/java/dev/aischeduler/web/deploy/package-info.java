/** Tests of what brings the product to other machines: images, compose files, manifests. */
@NullMarked
package dev.aischeduler.web.deploy;

import org.jspecify.annotations.NullMarked;
