/** Login at a browser by an OpenID provider: authorization code with PKCE. */
@NullMarked
package dev.aischeduler.web.oidc;

import org.jspecify.annotations.NullMarked;
