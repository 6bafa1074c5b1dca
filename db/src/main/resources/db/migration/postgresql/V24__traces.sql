-- The W3C trace context of whoever submitted a job or run, when that was traced: its spans belong there,
-- on whichever node and after however many restarts it runs.
ALTER TABLE job ADD COLUMN traceparent varchar(55);
ALTER TABLE run ADD COLUMN traceparent varchar(55);
