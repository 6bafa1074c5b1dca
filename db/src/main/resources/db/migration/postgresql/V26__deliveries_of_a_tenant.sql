-- those of one tenant, newest first
CREATE INDEX webhook_delivery_tenant_idx ON webhook_delivery (tenant, id);
