/** The certificate of the server, and the authorities that its clients trust. */
@NullMarked
package dev.aischeduler.web.tls;

import org.jspecify.annotations.NullMarked;
