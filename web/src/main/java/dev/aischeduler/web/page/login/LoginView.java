package dev.aischeduler.web.page.login;

import org.jspecify.annotations.Nullable;

/**
 * The form of a login.
 *
 * @param failed key of the text that says why the last login failed; null before the first
 * @param next path that the reader wanted
 * @param sso whether users can log in by an OpenID provider
 */
public record LoginView(@Nullable String failed, String next, boolean sso) {}
