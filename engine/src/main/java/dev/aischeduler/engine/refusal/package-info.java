/** Why a call was refused; nothing was changed then. */
@NullMarked
package dev.aischeduler.engine.refusal;

import org.jspecify.annotations.NullMarked;
