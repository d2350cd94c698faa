ALTER TABLE document DROP COLUMN objective_count;
ALTER TABLE document DROP COLUMN risk_count;
ALTER TABLE document DROP COLUMN internal_control_task_count;
ALTER TABLE document DROP COLUMN indicator_count;
ALTER TABLE document DROP COLUMN indicator_value_count;
ALTER TABLE document DROP COLUMN narrative_count;
ALTER TABLE document DROP COLUMN responsible_person_count;
ALTER TABLE document DROP COLUMN unread_content_line_count;
