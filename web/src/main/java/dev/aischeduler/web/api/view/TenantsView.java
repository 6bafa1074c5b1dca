package dev.aischeduler.web.api.view;

import java.util.List;

/** Every tenant by name. */
public record TenantsView(List<TenantView> tenants) {}
